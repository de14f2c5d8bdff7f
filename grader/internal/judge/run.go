package judge

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"syscall"

	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/plan"
	"racekata/grader/internal/runner"
	"racekata/grader/internal/verdict"
	"racekata/grader/internal/workspace"
)

// RunOptions say how much of a plan to run.
type RunOptions struct {
	// Round is how many runs at the plan's beginning are always made: one
	// per -cpu value. 0 is all.
	Round int
	// Whole runs the plan to its end even when a check has failed; otherwise
	// nothing is started beyond the first round after the first failure.
	Whole bool
	// Rest runs the plan to its end too, but without the tests that have
	// failed: the points of the others are proven by all of the plan, and one
	// that has failed need not cost its seconds again.
	Rest bool
	// Enough, if not nil, tells of a run, even one that died half-way, that it
	// shows all that need be known: no further execution is made for the tests
	// it did not reach, and this, not any failure, is what ends the plan.
	Enough func(verdict.Run) bool
}

// Run makes the plan's runs, as many at once as there are jobs, and decides.
// The error is the context's or a *workspace.EnvironmentError.
func (p *Prepared) Run(ctx context.Context, pl plan.Plan, o RunOptions) (*verdict.Verdict, error) {
	v, err := p.runPlan(ctx, pl, o)
	if err != nil || !p.judge.Canaries || v.Outcome == verdict.Fault {
		return v, err
	}
	c, err := p.sing(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return p.finish(verdict.Faulty(p.exercise, err)), nil
	}
	if fault := c.fault(v.Outcome); fault != "" {
		return p.finish(verdict.Faulty(p.exercise, errors.New(fault))), nil
	}
	return v, nil
}

func (p *Prepared) runPlan(ctx context.Context, pl plan.Plan, o RunOptions) (*verdict.Verdict, error) {
	var (
		mu     sync.Mutex
		runs   []verdict.Run
		failed = map[string]bool{} // tests
		found  bool
	)
	round := o.Round
	if round == 0 {
		round = len(pl)
	}
	enough := o.Enough
	if enough == nil {
		enough = func(r verdict.Run) bool { return len(r.Findings) > 0 }
	}
	p.judge.status(Step{Planned: len(pl)})
	g, inner := errgroup.WithContext(ctx)
	g.SetLimit(max(1, p.judge.Jobs))
	for i, r := range pl {
		// Go waits for a free job, so what earlier runs showed is known here.
		g.Go(func() error {
			mu.Lock()
			skip := found && !o.Whole && !o.Rest && i >= round
			if !o.Whole {
				r.Tests = p.open(r.Tests, failed)
				skip = skip || len(r.Tests) == 0
			}
			mu.Unlock()
			if skip || inner.Err() != nil {
				return inner.Err()
			}
			run, err := p.runToEnd(inner, r, o.Enough)
			if err != nil {
				return err
			}
			run.Run.Tests = pl[i].Tests // what a person repeats
			mu.Lock()
			defer mu.Unlock()
			runs = append(runs, run)
			found = found || enough(run)
			for _, t := range run.Failed {
				failed[t] = true
			}
			p.judge.status(Step{Run: len(runs), Planned: len(pl)})
			return nil
		})
	}
	err := g.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOSPC) {
		// Such as a folder for temporary files from which nothing may be run.
		return nil, workspace.TemporaryProblem(err)
	}
	if err != nil {
		return p.finish(verdict.Faulty(p.exercise, err)), nil
	}
	slices.SortFunc(runs, func(a, b verdict.Run) int { return a.Run.Number - b.Run.Number })
	return p.finish(verdict.Of(p.exercise, runs, len(pl))), nil
}

// open are the tests of a run that have not failed yet: one that has need not
// fail again, and may cost seconds to do so.
func (p *Prepared) open(tests []string, failed map[string]bool) []string {
	if tests == nil {
		tests = p.exercise.Tests()
	}
	var open []string
	for _, t := range tests {
		if !failed[t] {
			open = append(open, t)
		}
	}
	return open
}

// runToEnd makes one run, and when it died half-way, others at the same -cpu
// value for the tests that had not begun, so that partial credit stays true.
func (p *Prepared) runToEnd(ctx context.Context, r plan.Run, enough func(verdict.Run) bool) (verdict.Run, error) {
	all := verdict.Run{Run: r}
	left := r.Tests
	if left == nil {
		left = p.exercise.Tests()
	}
	next := r
	for {
		res, err := runner.Run(ctx, p.binary.Binary, p.tmp, next, p.judge.Limits)
		if err != nil {
			return all, err
		}
		got := p.interpret(res, left)
		all.Printed += p.localizeText(printed(res))
		all.RaceLog += p.localizeText(string(res.RaceLog))
		all.Passed = append(all.Passed, got.passed...)
		all.Failed = append(all.Failed, got.failed...)
		all.Findings = append(all.Findings, got.findings...)
		if len(got.unreached) == 0 || len(got.unreached) == len(left) || enough != nil && enough(all) {
			// When none began at all, as after a panic in init, a further
			// run would be the same again.
			all.Failed = append(all.Failed, got.unreached...)
			return all, nil
		}
		left = got.unreached
		next.Tests = left
	}
}
