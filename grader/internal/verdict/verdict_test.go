package verdict

import (
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
)

// sample has a check that the starter fails, one of half its worth, and one
// that it passes and that is charged with every leak.
var sample = &exercise.Exercise{
	ID: "101_counter", Title: "The hit counter", Pillar: "correctness", Level: 1,
	Checks: []exercise.Check{
		{Name: "counted", Points: 6, Tests: []string{"TestCounted", "TestSum"}},
		{Name: "any time", Points: 2, Tests: []string{"TestAnyTime"}},
		{Name: "no leak", Points: 2, Tests: []string{"TestNothingLeft"}, Catches: []finding.Kind{finding.Leak}, StarterPasses: true},
	},
}

var allTests = []string{"TestCounted", "TestSum", "TestAnyTime", "TestNothingLeft"}

func run(number int, passed, failed []string, findings ...finding.Finding) Run {
	return Run{Run: plan.Run{Number: number, CPU: number}, Passed: passed, Failed: failed, Findings: findings}
}

func race(test string) finding.Finding {
	return finding.Finding{Kind: finding.DataRace, Test: test, Title: "two goroutines use Counter.n at the same time",
		Marks: []finding.Mark{{Position: finding.Position{File: "counter.go", Line: 13}}}}
}

func states(v *Verdict) map[string]State {
	m := map[string]State{}
	for _, c := range v.Checks {
		m[c.Name] = c.State
	}
	return m
}

func TestAllPassed(t *testing.T) {
	v := Of(sample, []Run{run(1, allTests, nil), run(2, allTests, nil)}, 2)
	require.Equal(t, Passed, v.Outcome)
	require.Equal(t, 10, v.Points)
	require.Equal(t, 10, v.Max)
	require.Empty(t, v.Findings)
}

func TestUntouchedStarterScoresNothing(t *testing.T) {
	v := Of(sample, []Run{run(1, []string{"TestNothingLeft"}, []string{"TestCounted", "TestSum", "TestAnyTime"},
		race("TestCounted"), race("TestSum"), race("TestAnyTime"))}, 1)
	require.Equal(t, Failed, v.Outcome)
	require.Zero(t, v.Points)
	require.Equal(t, map[string]State{"counted": CheckFailed, "any time": CheckFailed, "no leak": CheckPending}, states(v))
}

func TestHalfAFixEarnsHalf(t *testing.T) {
	v := Of(sample, []Run{run(1, []string{"TestCounted", "TestSum", "TestNothingLeft"}, []string{"TestAnyTime"}, race("TestAnyTime"))}, 1)
	require.Equal(t, Failed, v.Outcome)
	require.Equal(t, 8, v.Points, "six for the first, and the starter's two count now")
}

func TestOneBadRunFailsTheCheck(t *testing.T) {
	v := Of(sample, []Run{
		run(1, allTests, nil),
		run(2, []string{"TestCounted", "TestAnyTime", "TestNothingLeft"}, []string{"TestSum"}, race("TestSum")),
		run(3, allTests, nil),
	}, 3)
	require.Equal(t, CheckFailed, states(v)["counted"])
	require.Equal(t, []int{0}, v.Checks[0].Findings)
	require.Len(t, v.Findings, 1)
	require.Equal(t, []plan.Run{{Number: 2, CPU: 2}}, v.Findings[0].Seen)
}

// A test that has failed is left out of later runs, and these say nothing of it.
func TestHowManyRunsTriedIt(t *testing.T) {
	others := []string{"TestSum", "TestAnyTime", "TestNothingLeft"}
	v := Of(sample, []Run{
		run(1, others, []string{"TestCounted"}, race("TestCounted")),
		run(2, others, []string{"TestCounted"}, race("TestCounted")),
		run(3, others, nil),
	}, 3)
	require.Equal(t, 3, v.Runs)
	require.Len(t, v.Findings[0].Seen, 2)
	require.Equal(t, 2, v.Findings[0].Tried)

	v = Of(sample, []Run{run(1, allTests, nil), run(2, others, []string{"TestCounted"}, race("TestCounted"))}, 2)
	require.Equal(t, 2, v.Findings[0].Tried, "the run in which it passed tried it too")

	v = Of(sample, []Run{run(1, nil, allTests, race("")), run(2, allTests, nil)}, 2)
	require.Equal(t, 2, v.Findings[0].Tried, "what is outside of any test")
}

func TestSameFindingIsListedOnce(t *testing.T) {
	v := Of(sample, []Run{
		run(1, nil, allTests, race("TestCounted"), race("TestAnyTime")),
		run(2, nil, allTests, race("TestCounted"), race("TestAnyTime")),
	}, 2)
	require.Len(t, v.Findings, 1)
	require.Equal(t, []string{"TestCounted", "TestAnyTime"}, v.Findings[0].Tests)
	require.Len(t, v.Findings[0].Seen, 2)
	require.Equal(t, []int{0}, v.Checks[0].Findings)
	require.Equal(t, []int{0}, v.Checks[1].Findings)
}

func TestLeakIsChargedToTheCheckThatCatchesIt(t *testing.T) {
	leak := finding.Finding{Kind: finding.Leak, Test: "TestCounted", Title: "a goroutine is left behind"}
	v := Of(sample, []Run{run(1, allTests, nil, leak)}, 1)
	require.Equal(t, map[string]State{"counted": CheckPassed, "any time": CheckPassed, "no leak": CheckFailed}, states(v))
	require.Equal(t, 8, v.Points)
	require.Equal(t, Failed, v.Outcome)
}

func TestPanicInInitFailsEverything(t *testing.T) {
	boom := finding.Finding{Kind: finding.Panic, Title: "the program panics before any test"}
	v := Of(sample, []Run{run(1, nil, allTests, boom)}, 1)
	for name, s := range states(v) {
		require.Equal(t, CheckFailed, s, name)
	}
	require.Zero(t, v.Points)
}

func TestTestThatNeverRanProvesNothing(t *testing.T) {
	v := Of(sample, []Run{run(1, []string{"TestCounted", "TestAnyTime", "TestNothingLeft"}, nil)}, 1)
	require.Equal(t, CheckOpen, states(v)["counted"])
	require.Equal(t, Failed, v.Outcome)
}

func TestNoRunsProveNothing(t *testing.T) {
	v := Of(sample, nil, 3)
	require.Equal(t, Failed, v.Outcome)
	require.Zero(t, v.Points)
}

func TestRefusedAndFault(t *testing.T) {
	v := Refuse(sample, Refused, []finding.Finding{{Kind: finding.Forbidden, Title: `import "os" is not allowed here`}})
	require.Equal(t, Refused, v.Outcome)
	require.Zero(t, v.Points)
	require.Len(t, v.Findings, 1)
	require.Empty(t, v.Findings[0].Seen)

	v = Faulty(sample, errSample{})
	require.Equal(t, Fault, v.Outcome)
	require.Equal(t, "the pipe broke", v.Fault)
}

type errSample struct{}

func (errSample) Error() string { return "the pipe broke" }
