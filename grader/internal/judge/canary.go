package judge

import (
	"context"
	"fmt"
	"slices"

	"racekata/grader/internal/finding/racereport"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/runner"
	"racekata/grader/internal/verdict"
)

// The canaries are two more tests in each binary that is graded: one must race
// and one must fail. A binary in which they do not says nothing of the tests
// that pass in it.
const (
	canaryRaces = runner.CanaryPrefix + "Races"
	canaryFails = runner.CanaryPrefix + "Fails"
	// canaryFile sorts like any hidden test, and a candidate has no tests.
	canaryFile = "canary_test.go"
)

// canarySource is the file of the canaries, for hidden tests of package pkg. The
// detector misses a race now and then whose two sides happen in the very same
// moment, so the sides of these take turns, by a number that it does not see.
// One goroutine is first in one race, the other one in the other.
func canarySource(pkg string) []byte {
	return fmt.Appendf(nil, `package %[1]s_test

import (
	"runtime"
	"testing"

	"racekata/grader/kit"
)

var turn int

//go:norace
func pass() { turn++ }

//go:norace
func passed(n int) bool { return turn == n }

func await(n int) {
	for !passed(n) {
		runtime.Gosched()
	}
}

func %[2]s(t *testing.T) {
	kit.Begin(t)
	one, other, done := 0, 0, make(chan bool)
	go func() {
		one++
		pass()
		await(2)
		other++
		close(done)
	}()
	await(1)
	one++
	other++
	pass()
	<-done
}

func %[3]s(t *testing.T) { kit.Begin(t).Error("as it must") }
`, pkg, canaryRaces, canaryFails)
}

// canaries is what the run of the canaries showed.
type canaries struct {
	// raced and failed say that they did as they must.
	raced, failed bool
	// orderly is true when the run came to its end by itself. One that the
	// candidate made crash, from an init say, has told nothing.
	orderly bool
}

// sing runs the canaries.
func (p *Prepared) sing(ctx context.Context) (canaries, error) {
	res, err := runner.Run(ctx, p.binary.Binary, p.tmp,
		plan.Run{CPU: 2, Tests: []string{canaryRaces, canaryFails}}, p.judge.Limits)
	if err != nil {
		return canaries{}, err
	}
	return heard(res), nil
}

// heard reads a run of the canaries.
func heard(res *runner.Result) canaries {
	var c canaries
	reports := len(racereport.Parse(string(res.RaceLog)))
	for _, e := range res.Events {
		switch {
		case e.Name == runner.EventEnded && e.Test == canaryRaces:
			c.raced = e.Races > 0 && reports > 0
		case e.Name == runner.EventEnded && e.Test == canaryFails:
			c.failed = e.Failed
		}
	}
	c.orderly = res.Limit == runner.None && res.Signal == "" &&
		slices.ContainsFunc(res.Events, func(e runner.Event) bool { return e.Name == runner.EventDone })
	return c
}

// fault says why a verdict must not be believed; "" when it may. Where a
// candidate crashes whatever runs in its binary, only a pass needs proof.
func (c canaries) fault(outcome verdict.Outcome) string {
	if c.raced && c.failed || !c.orderly && outcome != verdict.Passed {
		return ""
	}
	what := "a test that must fail did not"
	if !c.raced {
		what = "a test that must race did not"
	}
	return "the binary was tampered with, or the race detector is dead: " + what
}
