package command

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// Whatever keeps progress from being read or written: the verdict is shown, it
// decides the exit code, and the screen says what could not be kept and why.
func TestAVerdictThatCannotBeKept(t *testing.T) {
	t.Setenv("RACEKATA_CACHE", t.TempDir())
	top := repository(t, "101")
	kept := filepath.Join(top, ".racekata")
	file := filepath.Join(kept, "progress.json")
	write := func(content string) func(*testing.T) {
		return func(t *testing.T) { require.NoError(t, os.WriteFile(file, []byte(content), 0o644)) }
	}
	fill := func(t *testing.T) {
		write(`{"version":1}`)(t)
		require.NoError(t, os.WriteFile(filepath.Join(kept, "lock"), nil, 0o644))
		_ = os.WriteFile(filepath.Join(kept, "full"), make([]byte, 1<<20), 0o644)
	}
	cases := []struct {
		name     string
		prepare  func(*testing.T)
		readOnly bool
		passes   bool // try it with an answer that passes too
		says     []string
	}{
		{"damaged", write(`{"version":1,"ex`), false, false, []string{"the progress file was damaged; it is kept as"}},
		{"of a newer grader", write(`{"version":99}`), false, false, []string{"could not be kept", "written by a newer grader"}},
		{"a folder in its place", func(t *testing.T) { require.NoError(t, os.Mkdir(file, 0o755)) }, false, false, []string{"could not be kept", "your code is not touched"}},
		{"read-only", write(`{"version":1}`), true, true, []string{"could not be kept", "read-only", "let .racekata and what is in it be read and written"}},
		{"on a full disk", fill, false, false, []string{"could not be kept", "no space left", "make room on the disk"}},
		{"damaged and read-only", write(`{`), true, false, []string{"could not be kept", "be read and written"}},
	}
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	e, err := c.Find("101")
	require.NoError(t, err)
	reference, err := e.Reference()
	require.NoError(t, err)
	learners := filepath.Join(top, "exercises", e.ID, e.File)
	starter, err := os.ReadFile(learners)
	require.NoError(t, err)
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			answers := map[int][]byte{ExitNotPassed: starter}
			if tc.passes {
				answers[ExitPassed] = reference[e.File]
			}
			for code, src := range answers {
				require.NoError(t, os.MkdirAll(kept, 0o755))
				if err := unix.Mount("tmpfs", kept, "tmpfs", 0, "size=64k"); err != nil {
					t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
				}
				t.Cleanup(func() { _ = unix.Unmount(kept, 0) })
				tc.prepare(t)
				if tc.readOnly {
					require.NoError(t, unix.Mount("", kept, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
				}
				require.NoError(t, os.WriteFile(learners, src, 0o644))
				got := run(t, "check", "101")
				require.NoError(t, unix.Unmount(kept, 0))
				require.Equal(t, code, got.code, "%s\n%s", got.stdout, got.stderr)
				require.Contains(t, got.stdout, "every increment is counted")
				for _, s := range tc.says {
					require.Contains(t, got.stderr, s)
				}
				require.NotContains(t, got.stderr, "the grader failed")
			}
		})
	}
}

// Without a place for the copies nothing is reset.
func TestResetAllOnADiskThatTakesNothing(t *testing.T) {
	top := repository(t, "101")
	kept := filepath.Join(top, ".racekata")
	require.NoError(t, os.Mkdir(kept, 0o755))
	if err := unix.Mount("tmpfs", kept, "tmpfs", unix.MS_RDONLY, "size=64k"); err != nil {
		t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
	}
	t.Cleanup(func() { require.NoError(t, unix.Unmount(kept, 0)) })
	mine := []byte("package counter // mine\n")
	file := filepath.Join(top, "exercises", "101_counter", "counter.go")
	require.NoError(t, os.WriteFile(file, mine, 0o644))
	got := run(t, "reset", "--all", "--yes")
	require.Equal(t, ExitUsage, got.code)
	require.Contains(t, got.stderr, "read-only")
	require.Contains(t, got.stderr, "nothing was changed")
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, mine, b)
	require.NoDirExists(t, filepath.Join(top, "exercises", "102_log_line"))
}
