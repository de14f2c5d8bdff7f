package command

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/render"
	"racekata/grader/internal/selfcheck"
	"racekata/solutions"
)

// onlySome is 101 with two of its wrong answers and one that is right.
func onlySome(t *testing.T) exercise.Catalogue {
	t.Helper()
	files := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(solutions.FS, "101_counter", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if dir, base := filepath.Split(name); strings.HasSuffix(dir, "/wrong/") && base != "no_fix.go" && base != "lock_only_in_add.go" ||
			strings.HasSuffix(dir, "/right/") && base != "atomic.go" {
			return nil
		}
		b, err := fs.ReadFile(solutions.FS, name)
		files[name] = &fstest.MapFile{Data: b}
		return err
	}))
	c, err := exercise.Load(files)
	require.NoError(t, err)
	return c
}

func TestTheLongExamCarriesOn(t *testing.T) {
	t.Setenv("RACEKATA_CACHE", t.TempDir())
	top, c := t.TempDir(), onlySome(t)
	folder := filepath.Join(top, "solutions", "101_counter")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	calibrated, err := fs.ReadFile(solutions.FS, "101_counter/calibration.toml")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "calibration.toml"), calibrated, 0o644))
	var out bytes.Buffer
	a := &app{embedded: Embedded{Solutions: solutions.FS, Kit: os.DirFS(kit)}, stdout: &out, stderr: &out}
	memory, err := a.memory()
	require.NoError(t, err)
	hold := func(ctx context.Context, long selfcheck.Long) (int, error) {
		out.Reset()
		x := &examiner{
			app: a, verifyFlags: verifyFlags{atOnce: 4}, top: top, catalogue: c, memory: memory,
			line: render.NewStatus(&out, render.Style{}),
		}
		return x.examAll(ctx, c, long)
	}
	quality := func() string {
		b, err := os.ReadFile(filepath.Join(top, "solutions", "QUALITY.md"))
		require.NoError(t, err)
		return string(b)
	}

	// Stopped before anything was done.
	stopped, stop := context.WithCancel(t.Context())
	stop()
	_, err = hold(stopped, selfcheck.Long{Times: 1, Many: 2})
	require.ErrorIs(t, err, context.Canceled)
	require.Contains(t, out.String(), "101_counter: 0 of 0 checks as they must be, of 5 to make\n")
	require.Contains(t, quality(), "| 101_counter | 2 | 0 of 0 so far, of 2 to make | 1 | 0 of 0 so far, of 1 to make | 0 others | 0 of 0 so far, of 2 to make |\n")

	for range 2 {
		problems, err := hold(t.Context(), selfcheck.Long{Times: 1, Many: 2, Load: 1, Weakest: 0})
		require.NoError(t, err)
		require.Zero(t, problems, &out)
		require.Equal(t, "101_counter: 5 of 5 checks as they must be\n", out.String())
		require.Contains(t, quality(), "| 101_counter | 2 | 1 of 1 each | 1 | 1 of 1 | 1 others | 2 of 2 |\n")
		require.Contains(t, quality(), "| 101_counter | no_fix | data race, wrong result |")
		t.Setenv("PATH", "") // from now on there is nothing to build
	}

	// What is written counts on another machine, which has no memory of it.
	written, err := os.ReadFile(filepath.Join(folder, "exam.toml"))
	require.NoError(t, err)
	memory.Dir = t.TempDir()
	problems, err := hold(t.Context(), selfcheck.Long{Times: 1, Many: 2, Load: 1})
	require.NoError(t, err)
	require.Zero(t, problems)
	again, err := os.ReadFile(filepath.Join(folder, "exam.toml"))
	require.NoError(t, err)
	require.Equal(t, string(written), string(again))
}
