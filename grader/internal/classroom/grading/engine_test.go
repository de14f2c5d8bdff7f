package grading

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/kept"
	"racekata/grader/internal/classroom/record"
	"racekata/grader/internal/classroom/submission"
	"racekata/grader/internal/exercise"
	"racekata/grader/internal/verdict"
)

// known is an engine to whom the code of all submissions is known: it has no
// judge.
func known(t *testing.T, outcome verdict.Outcome, class *Class, basis string) *Engine {
	t.Helper()
	book, err := record.Open(t.TempDir(), time.Now())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, book.Close()) })
	memory := &kept.Memory{Dir: t.TempDir()}
	require.NoError(t, memory.Store(kept.Key(class.Handed[0].Work[0].Hash, basis), &verdict.Verdict{Schema: verdict.Schema, Outcome: outcome}))
	return &Engine{Book: book, Kept: memory, Jobs: 2, Basis: func(*exercise.Exercise) string { return basis }}
}

func found(t *testing.T, g *Engine) verdict.Outcome {
	t.Helper()
	l, ok := g.Book.Find("ada", "101_counter")
	require.True(t, ok)
	return l.Verdict.Outcome
}

func TestKnownCodeIsNotJudged(t *testing.T) {
	all := catalogue(t)
	class := classOf(t, all, handed(t, all, "ada", "101"), handed(t, all, "bob", "101"))
	g := known(t, verdict.Passed, class, "b")
	var told []Told
	g.Told = func(x Told) { told = append(told, x) }
	require.NoError(t, g.Grade(t.Context(), class))
	require.Equal(t, verdict.Passed, found(t, g))
	require.Len(t, told, 2)
	for i, x := range told {
		require.True(t, x.Kept)
		require.Equal(t, []int{i + 1, 2, 0}, []int{x.Done, x.All, x.Judged})
	}
	told = nil
	require.NoError(t, g.Grade(t.Context(), class))
	require.Empty(t, told, "what is in the book stays")
}

// A failure that a replay has found counts from the next regrade on, and not
// before.
func TestRegradeTakesOverWhatAReplayFound(t *testing.T) {
	all := catalogue(t)
	class, err := Assemble([]submission.Submission{handed(t, all, "ada", "101")}, nil, of(t, all, "101"), all)
	require.NoError(t, err)
	g := known(t, verdict.Passed, class, "b")
	require.NoError(t, g.Grade(t.Context(), class))
	require.NoError(t, g.Kept.Store(kept.Key(class.Handed[0].Work[0].Hash, "b"), &verdict.Verdict{Schema: verdict.Schema, Outcome: verdict.Failed}))
	require.NoError(t, g.Grade(t.Context(), class))
	require.Equal(t, verdict.Passed, found(t, g))
	g.Regrade = true
	require.NoError(t, g.Grade(t.Context(), class))
	require.Equal(t, verdict.Failed, found(t, g))
}

func TestRegradeJudgesWhatAnotherBasisJudged(t *testing.T) {
	all := catalogue(t)
	class, err := Assemble([]submission.Submission{handed(t, all, "ada", "101")}, nil, of(t, all, "101"), all)
	require.NoError(t, err)
	g := known(t, verdict.Passed, class, "old")
	require.NoError(t, g.Grade(t.Context(), class))
	require.NoError(t, g.Kept.Store(kept.Key(class.Handed[0].Work[0].Hash, "new"), &verdict.Verdict{Schema: verdict.Schema, Outcome: verdict.Failed}))
	require.Zero(t, g.Outdated(class))
	g.Basis = func(*exercise.Exercise) string { return "new" }
	require.Equal(t, 1, g.Outdated(class))
	require.NoError(t, g.Grade(t.Context(), class))
	require.Equal(t, verdict.Passed, found(t, g), "without --regrade it stays")
	g.Regrade = true
	require.NoError(t, g.Grade(t.Context(), class))
	require.Equal(t, verdict.Failed, found(t, g))
}
