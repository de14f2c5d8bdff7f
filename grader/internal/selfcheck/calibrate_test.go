package selfcheck

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/verdict"
)

func TestNeeded(t *testing.T) {
	always := Rate{Plain: 30, PlainCaught: 30, Perturbed: 60, PerturbedCaught: 60}
	never := Rate{Plain: 30, Perturbed: 60}
	onlyPerturbed := Rate{Plain: 30, Perturbed: 60, PerturbedCaught: 60}
	half := Rate{Plain: 30, Perturbed: 60, PerturbedCaught: 30}
	require.Equal(t, 2, needed(always, 3))
	require.Equal(t, -1, needed(never, 3))
	require.Equal(t, 4, needed(onlyPerturbed, 3))
	require.Equal(t, 23, needed(half, 3))
	require.Less(t, needed(always, 4), 3)
}

func TestAtLeast(t *testing.T) {
	require.Zero(t, atLeast(0, 50))
	require.Zero(t, atLeast(0, 0))
	require.InDelta(t, 0.957, atLeast(60, 60), 0.001)
	require.InDelta(t, 0.396, atLeast(30, 60), 0.001)
}

func TestWithPlanReplacesOnlyThePlan(t *testing.T) {
	text := "title = \"x\"\n\n[[check]]\nname = \"a\"\n"
	once := withPlan(text, exercise.Plan{Quick: 6, Thorough: 24})
	require.Equal(t, text+"\n# Written by calibration.\n[plan]\nquick = 6\nthorough = 24\n", once)
	twice := withPlan(once, exercise.Plan{Quick: 9, Thorough: 36})
	require.Equal(t, text+"\n# Written by calibration.\n[plan]\nquick = 9\nthorough = 36\n", twice)
	// Checks that were added below the plan stay.
	below := withPlan(once+"\n[[check]]\nname = \"b\"\n", exercise.Plan{Quick: 9, Thorough: 36})
	require.Equal(t, text+"\n[[check]]\nname = \"b\"\n\n# Written by calibration.\n[plan]\nquick = 9\nthorough = 36\n", below)
}

func TestPlanIsThatOfTheWeakest(t *testing.T) {
	c := Calibration{Answers: []Rate{{Needed: 2}, {Name: "b", Needed: 17}}}
	require.Equal(t, exercise.Plan{Quick: 17, Thorough: 68}, c.Plan())
	require.Empty(t, c.Weak())
	c.Answers = append(c.Answers, Rate{Name: "c", Needed: -1})
	require.Equal(t, most, c.Plan().Quick)
	require.Equal(t, []string{"c"}, c.Weak())
}

func TestAFaultSaysNothingAboutAnAnswer(t *testing.T) {
	e := &exercise.Exercise{ID: "101_counter"}
	require.NoError(t, faultOf(nil))
	require.NoError(t, faultOf(&verdict.Verdict{Exercise: e.ID, Outcome: verdict.Failed}))
	require.ErrorContains(t, faultOf(verdict.Faulty(e, errors.New("no space left"))), "101_counter: no space left")
}
