package command

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// handedOut is what a grader embeds that was made to be handed out.
func handedOut(t *testing.T) fs.FS {
	t.Helper()
	files := fstest.MapFS{exercise.Handout: {}}
	require.NoError(t, fs.WalkDir(solutions.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !exercise.BareFile(name) {
			return err
		}
		b, err := fs.ReadFile(solutions.FS, name)
		files[name] = &fstest.MapFile{Data: b}
		return err
	}))
	return files
}

// A grader that was handed out does what learners need, and says of the rest
// where it is.
func TestAGraderThatWasHandedOut(t *testing.T) {
	repository(t, "101_counter")
	embedded := handedOut(t)
	run := func(args ...string) call {
		var out, errs bytes.Buffer
		a := &app{
			embedded: Embedded{Solutions: embedded, Kit: os.DirFS(kit)},
			stdin:    strings.NewReader(""), stdout: &out, stderr: &errs,
		}
		root := a.root()
		root.SetArgs(args)
		code, sentence := a.explain(root.ExecuteContext(t.Context()))
		return call{code, out.String(), errs.String() + sentence}
	}
	for _, args := range [][]string{
		{"solution", "101"}, {"solution", "101", "--give-up"}, {"verify"}, {"verify", "101", "--calibrate"},
	} {
		got := run(args...)
		require.Equal(t, ExitUsage, got.code, "%v: %s", args, got.stderr)
		require.Contains(t, got.stderr, "holds no solutions", "%v", args)
		require.Contains(t, got.stderr, "ask whoever handed it out", "%v", args)
	}
	for _, args := range [][]string{{"list"}, {"hint", "101"}, {"explain", "leak"}, {"status"}, {"reset", "101"}, {"version"}} {
		got := run(args...)
		require.Equal(t, ExitPassed, got.code, "%v: %s", args, got.stderr)
	}

	// What only those need who grade is not looked at.
	got := run("doctor")
	require.Contains(t, got.stdout, "cores: tests run at")
	require.NotContains(t, got.stdout, "grade")

	// A wrong signature is explained without the reference.
	file := filepath.Join("exercises", "101_counter", "counter.go")
	src, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, bytes.ReplaceAll(src, []byte("Value() int"), []byte("Value(_ int) int")), 0o644))
	got = run("check", "101")
	require.Equal(t, ExitNotPassed, got.code, got.stderr)
	require.Contains(t, got.stdout, "expected: func (*Counter) Value() int")

	// After a pass nothing is offered that is not there.
	passes, err := fs.ReadFile(solutions.FS, "101_counter/counter.go")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, passes, 0o644))
	got = run("check", "101")
	require.Equal(t, ExitPassed, got.code, got.stdout+got.stderr)
	require.Contains(t, got.stdout, "Passed.")
	require.NotContains(t, got.stdout, "solution")
	got = run("hint", "101")
	require.Equal(t, ExitPassed, got.code)
	require.NotContains(t, got.stdout, "solution")
}
