package command

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/judge"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/selfcheck"
)

// calibrateAll measures the exercises and writes what follows from it.
func (x *examiner) calibrateAll(ctx context.Context, list []*exercise.Exercise) error {
	for _, e := range list {
		c, err := x.calibrate(ctx, e)
		if err != nil {
			return err
		}
		if err := c.Write(filepath.Join(x.solutions(), e.ID)); err != nil {
			return err
		}
		fmt.Fprintf(x.stdout, "%s: %d wrong answers, %d perturbed runs a check\n", e.ID, len(c.Answers), c.Quick)
		for _, name := range c.Weak() {
			x.style().Missing(x.stdout, []string{"wrong/" + name + " is caught by too few runs for any plan"})
		}
	}
	return x.writeQuality()
}

func (x *examiner) calibrate(ctx context.Context, e *exercise.Exercise) (*selfcheck.Calibration, error) {
	inputs, err := selfcheck.Inputs(e)
	if err != nil {
		return nil, err
	}
	j, err := x.judge(x.catalogue, nil)
	if err != nil {
		return nil, err
	}
	subjects, err := selfcheck.Subjects(e)
	if err != nil {
		return nil, err
	}
	subjects = slices.DeleteFunc(subjects, func(s selfcheck.Subject) bool { return s.Role != selfcheck.Wrong })
	c := &selfcheck.Calibration{Inputs: inputs, Answers: make([]selfcheck.Rate, len(subjects))}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(x.atOnce)
	for i, sub := range subjects {
		g.Go(func() (err error) {
			x.line.Show(e.ID+": measuring "+sub.String(), false)
			c.Answers[i], err = x.rate(ctx, j, sub)
			return err
		})
	}
	err = g.Wait()
	x.line.Clear()
	return c, err
}

// rate measures a wrong answer, unless it has been measured.
func (x *examiner) rate(ctx context.Context, j *judge.Judge, sub selfcheck.Subject) (r selfcheck.Rate, err error) {
	found, err := x.memory.Load(sub, "rate", &r)
	if err != nil || found {
		return r, err
	}
	if r, err = selfcheck.Measure(ctx, j, sub, plan.CPUs(plan.Cores())); err != nil {
		return r, err
	}
	return r, x.memory.Store(sub, "rate", r)
}
