package command

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
	"racekata/grader/internal/verdict"
	"racekata/solutions"
)

// passes notes that the code of an exercise's folder has passed.
func passes(t *testing.T, top, id string) {
	t.Helper()
	require.NoError(t, progress.At(top, nil).Update(func(st *progress.State) {
		e := st.Of(id)
		e.Attempts, e.Points, e.Open = e.Attempts+1, 10, ""
		e.Passed = &progress.Pass{At: time.Now(), Hash: hashOf(filepath.Join(top, "exercises", id))}
	}))
}

// edit adds a line to the code of the exercise.
func edit(t *testing.T, file, line string) {
	t.Helper()
	src, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, append(src, line+"\n"...), 0o644))
}

// A pass is one of the code that passed: of other code there is nothing to say
// before it is checked, and the starter has the hints of the beginning.
func TestHintsOnCodeThatHasChangedSinceItPassed(t *testing.T) {
	top := repository(t, "101_counter")
	file := filepath.Join(top, "exercises", "101_counter", "counter.go")
	edit(t, file, "// mine")
	passes(t, top, "101_counter")
	got := run(t, "hint", "101")
	require.Equal(t, ExitPassed, got.code, got.stderr)
	require.Contains(t, got.stdout, "101_counter passed every check")

	edit(t, file, "// and more")
	got = run(t, "hint", "101")
	require.Equal(t, ExitPassed, got.code, got.stderr)
	require.Equal(t, "101_counter has changed since it passed\n  to see whether it still does: racekata-grader check 101\n", got.stdout)

	require.Equal(t, ExitPassed, run(t, "reset", "101").code)
	got = run(t, "hint", "101")
	require.Equal(t, ExitPassed, got.code, got.stderr)
	require.Contains(t, got.stdout, "1 of 3")
	require.NotContains(t, got.stdout, "passed")
}

// What was tried, never passed and was reset has not passed.
func TestHintsAfterAReset(t *testing.T) {
	top := repository(t, "101_counter")
	require.NoError(t, progress.At(top, nil).Update(func(st *progress.State) {
		*st.Of("101_counter") = progress.Entry{Attempts: 2, Points: 2, Open: "Value may be called at any time"}
	}))
	require.Equal(t, ExitPassed, run(t, "reset", "101").code)
	got := run(t, "hint", "101")
	require.Equal(t, ExitPassed, got.code, got.stderr)
	require.Contains(t, got.stdout, "1 of 3")
}

// Without a name, a hint is on what was worked on last, not on what has passed.
func TestTheExerciseOfAHint(t *testing.T) {
	top := repository(t, "101_counter")
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	path := c.Path()
	hint := func(args ...string) string {
		t.Helper()
		got := run(t, append([]string{"hint"}, args...)...)
		require.Equal(t, ExitPassed, got.code, got.stderr)
		return got.stdout
	}
	fails := func(e *exercise.Exercise, minute int) {
		require.NoError(t, progress.At(top, nil).Update(func(st *progress.State) {
			remember(st, &verdict.Verdict{
				Exercise: e.ID, Outcome: verdict.Failed,
				Checks: []verdict.Check{{Name: e.Checks[0].Name, State: verdict.CheckFailed}},
			}, "", time.Date(2026, 3, 4, 5, minute, 6, 0, time.UTC))
		}))
	}
	require.Contains(t, hint(), path[0].ID+" · ", "nothing was checked yet")
	fails(path[5], 7)
	fails(path[2], 9)
	fails(path[3], 8)
	require.Contains(t, hint(), path[2].ID+" · ")
	require.Contains(t, hint(path[3].Number()), path[3].ID+" · ")
	passes(t, top, path[2].ID)
	require.Contains(t, hint(), path[3].ID+" · ")
	passes(t, top, path[3].ID)
	passes(t, top, path[5].ID)
	passes(t, top, path[0].ID)
	require.Contains(t, hint(), path[1].ID+" · ")
	for _, e := range path {
		passes(t, top, e.ID)
	}
	require.Equal(t, "All exercises here have passed.\n", hint())
	t.Chdir("exercises/101_counter")
	require.Contains(t, hint(), "101_counter passed every check")
}
