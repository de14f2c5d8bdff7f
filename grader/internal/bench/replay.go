package main

import (
	"context"
	"errors"
	"fmt"

	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/schedule"
	"racekata/grader/internal/selfcheck"
)

// replay measures how often a run that failed fails again with the same -cpu
// value, profile and seed. The hooks then do the same; the machine's own
// scheduler is not seeded.
func replay(ctx context.Context, names []string, times int) error {
	list, j, err := pick(names)
	if err != nil {
		return err
	}
	again, all := 0, 0
	for _, e := range list {
		subjects, err := selfcheck.Subjects(e)
		if err != nil {
			return err
		}
		for _, s := range subjects {
			if s.Role != selfcheck.Wrong {
				continue
			}
			n, run, err := replayOne(ctx, j, s, times)
			if err != nil {
				return err
			}
			if run.Number == 0 {
				fmt.Printf("%-16s %-38s never failed under a schedule\n", e.ID, s.Name)
				continue
			}
			fmt.Printf("%-16s %-38s %3d of %3d  (-cpu %d, %s, seed %d)\n", e.ID, s.Name, n, times, run.CPU, run.Profile, run.Seed)
			again, all = again+n, all+times
		}
	}
	if all > 0 {
		fmt.Printf("all: %d of %d replays failed again (%.1f %%)\n", again, all, 100*float64(again)/float64(all))
	}
	return nil
}

// replayOne finds a perturbed run that fails and makes it again. The run is
// the zero value when none of sixty failed, or nothing runs at all.
func replayOne(ctx context.Context, j *judge.Judge, s selfcheck.Subject, times int) (again int, run plan.Run, err error) {
	p, v, err := j.Prepare(ctx, s.Exercise, s.Candidate, "candidate")
	if err != nil || v != nil {
		return 0, run, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	var perturbed plan.Plan
	for _, r := range schedule.Draw(7, 60, plan.CPUs(plan.Cores())) {
		if r.Seed != 0 {
			perturbed = append(perturbed, r)
		}
	}
	v, err = p.Run(ctx, perturbed, judge.RunOptions{Round: 1})
	if err != nil || len(v.Findings) == 0 {
		return 0, run, err
	}
	run = v.Findings[0].Seen[0]
	for range times {
		once := run
		once.Number = 1
		v, err := p.Run(ctx, plan.Plan{once}, judge.RunOptions{})
		if err != nil {
			return 0, run, err
		}
		if len(v.Findings) > 0 {
			again++
		}
	}
	return again, run, nil
}
