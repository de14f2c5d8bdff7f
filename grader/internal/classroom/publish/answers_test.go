package publish

import (
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

func TestAnswers(t *testing.T) {
	c, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	all, err := Answers(c[:1])
	require.NoError(t, err)
	var names []string
	for _, a := range all["101_counter"] {
		names = append(names, a.Name)
		require.Equal(t, a.Name == "starter", a.Starter)
		require.NotEmpty(t, a.Files["counter.go"], a.Name)
	}
	require.Subset(t, names, []string{"starter", "reference", "right/atomic", "wrong/lock_only_in_add"})

	// A grader that was handed out publishes all the same.
	bare := *c[0]
	bare.Bare = true
	all, err = Answers(exercise.Catalogue{&bare})
	require.NoError(t, err)
	require.Len(t, all["101_counter"], 1)
	require.True(t, all["101_counter"][0].Starter)
}
