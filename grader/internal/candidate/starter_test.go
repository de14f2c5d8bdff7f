package candidate

import (
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

func TestUntouched(t *testing.T) {
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	for _, e := range c {
		starter, err := Starter(e)
		require.NoError(t, err)
		yes, err := Untouched(e, starter.Hash())
		require.NoError(t, err)
		require.True(t, yes, e.ID)
		files, err := e.Reference()
		require.NoError(t, err)
		reference, err := FromFiles(files)
		require.NoError(t, err)
		no, err := Untouched(e, reference.Hash())
		require.NoError(t, err)
		require.False(t, no, e.ID)
	}
}
