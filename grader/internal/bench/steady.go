package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/schedule"
	"racekata/grader/internal/selfcheck"
	"racekata/grader/internal/verdict"
)

// rarely is the share of runs below which the outcome of a check is a matter of
// luck: a plan of twelve runs meets what every fourth run shows 97 times in 100.
const rarely = 0.25

// steady measures which checks a wrong answer fails in some runs and not in
// others. Where that happens rarely, the points of two students with the same
// mistake differ by luck; then a test of that check meets a mistake which is
// another check's business, or meets its own too seldom.
func steady(ctx context.Context, names []string, only string, runs int) error {
	list, j, err := pick(names)
	if err != nil {
		return err
	}
	j.Jobs = 1
	answers, unsteady := 0, 0
	for _, e := range list {
		subjects, err := selfcheck.Subjects(e)
		if err != nil {
			return err
		}
		said := make([][]string, len(subjects))
		g, ctx := errgroup.WithContext(ctx)
		g.SetLimit(3 * plan.Cores()) // many wait for what is stuck
		for i, s := range subjects {
			if s.Role == selfcheck.Right || s.Role == selfcheck.Reference || !strings.Contains(s.String(), only) {
				continue
			}
			answers++
			g.Go(func() (err error) {
				said[i], err = luck(ctx, j, s, runs)
				return err
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		for i, lines := range said {
			if len(lines) > 0 {
				unsteady++
			}
			for _, l := range lines {
				fmt.Printf("%s %s: %s\n", e.ID, subjects[i], l)
			}
		}
	}
	fmt.Printf("of %d wrong answers %d have a check whose outcome is luck\n", answers, unsteady)
	return nil
}

// luck makes the runs one by one and says which checks fail in few of them.
func luck(ctx context.Context, j *judge.Judge, s selfcheck.Subject, runs int) (said []string, err error) {
	p, v, err := j.Prepare(ctx, s.Exercise, s.Candidate, path.Join("solutions", s.Exercise.ID, s.String()))
	if v != nil || err != nil {
		return nil, err // refused: always
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	cpus := plan.CPUs(plan.Cores())
	failed := make([]int, len(s.Exercise.Checks))
	because := make([]string, len(failed))
	// As many unperturbed ones among them as in a quick plan of six.
	pl := append(plan.Plain(cpus, max(1, runs/3/len(cpus))), schedule.Draw(1, runs-runs/3, cpus)...)
	for i, r := range pl {
		r.Number = i + 1
		v, err := p.Run(ctx, plan.Plan{r}, judge.RunOptions{Whole: true})
		if err != nil {
			return nil, err
		}
		for c := range v.Checks {
			if v.Checks[c].State == verdict.CheckFailed {
				failed[c]++
				f := v.Findings[v.Checks[c].Findings[0]]
				because[c] = fmt.Sprintf("%s in %s: %s", f.Kind, strings.Join(f.Tests, ", "), f.Title)
			}
		}
	}
	for c, n := range failed {
		if n > 0 && float64(n) < rarely*float64(len(pl)) {
			said = append(said, fmt.Sprintf("%q fails in %d of %d runs, such as by %s", s.Exercise.Checks[c].Name, n, len(pl), because[c]))
		}
	}
	return said, nil
}
