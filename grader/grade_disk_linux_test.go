package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// try runs the grader where it may fail.
func (p *place) try(args ...string) (code int, said string) {
	p.t.Helper()
	cmd := exec.Command(p.grader, args...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "RACEKATA_CACHE="+p.cache, "TMPDIR="+p.tmp, "NO_COLOR=1")
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil {
		require.ErrorAs(p.t, err, &exit)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// A disk that fills up in the middle of a run, and one that may not be written:
// what was judged stays, the sentence says what to do, and with room the same
// command carries on.
func TestGradingOnAFullDisk(t *testing.T) {
	p := newPlace(t)
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=16k"); err != nil {
		t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
	}
	t.Cleanup(func() { require.NoError(t, unix.Unmount(disk, 0)) })
	const racy = "package counter\n\ntype Counter struct{ n int }\n\nfunc New() *Counter { return &Counter{} }\nfunc (c *Counter) Add(d int) { c.n += d }\nfunc (c *Counter) Value() int { return c.n }\nfunc (c *Counter) Close() {}\n"
	files := map[string]string{}
	for i := range 12 {
		files[fmt.Sprintf("student-%02d/101_counter/counter.go", i)] = racy
	}
	class, out := p.class(files), filepath.Join(disk, "results")
	args := []string{"grade", class, "-o", out, "--exercises", "101", "--plan", "plain"}

	code, said := p.try(args...)
	require.Equal(t, 2, code, "%s", said)
	require.Contains(t, said, "the results cannot be written")
	require.Contains(t, said, "no space left on device")
	require.Contains(t, said, "the same command carries on")
	require.NoFileExists(t, filepath.Join(out, "results.json"))
	before := judged(t, out)
	require.NotEmpty(t, before)
	require.Less(t, len(before), len(files))

	require.NoError(t, unix.Mount("", disk, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	code, said = p.try(args...)
	require.Equal(t, 2, code)
	require.Contains(t, said, "name a folder that may be written")

	require.NoError(t, unix.Mount("", disk, "", unix.MS_REMOUNT, "size=16m"))
	r, _ := p.grade(class, out, args[4:]...)
	require.Len(t, r.Students, len(files))
	for place, n := range judged(t, out) {
		require.Equal(t, 1, n, place)
	}
	p.left()
}
