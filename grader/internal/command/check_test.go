package command

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/verdict"
	"racekata/solutions"
)

// What comes next is the next one on the path that has not passed, whatever
// folder this is and wherever the path ends.
func TestNextAfterAPass(t *testing.T) {
	top := repository(t, "101_counter")
	t.Chdir(top + "/exercises/101_counter")
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	path := c.Path()
	a := &app{stderr: io.Discard, stdout: io.Discard}
	after := func(i int) string {
		t.Helper()
		passes(t, top, path[i].ID)
		text := a.next(&verdict.Verdict{Exercise: path[i].ID, Outcome: verdict.Passed}, top, c, false)
		require.Contains(t, text, "What it was about: racekata-grader solution "+path[i].Number()+"\n")
		return text[strings.Index(text, "\n")+3:]
	}
	named := func(e *exercise.Exercise) string {
		return "Next: racekata-grader check " + e.Number() + " (exercises/" + e.ID + ")"
	}
	last := len(path) - 1
	require.Equal(t, named(path[1]), after(0))
	require.Equal(t, named(path[4]), after(3))
	require.Equal(t, named(path[2]), after(1), "1 and 3 have passed")
	require.Equal(t, named(path[4]), after(2), "3 has passed")
	require.Equal(t, named(path[4]), after(last), "after the last comes the first that is left")
	for i := 4; i < last-1; i++ {
		require.Equal(t, named(path[i+1]), after(i))
	}
	require.Equal(t, "All exercises here have passed.", after(last-1))
	require.Equal(t, "All exercises here have passed.", after(2), "checked once more")
}
