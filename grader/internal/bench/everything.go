package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// everything measures, for each exercise, what a learner waits for after an
// edit of the starter and of the reference: racekata-grader check EX, start to
// exit. The first turn fills the caches and is not counted.
func everything(ctx context.Context, grader string, rounds int) error {
	c, err := exercise.Load(solutions.FS)
	if err != nil {
		return err
	}
	subjects := []string{"starter", "reference"}
	medians := map[string][]time.Duration{}
	fmt.Printf("racekata-grader check after an edit, median of %d (min to max)\n", rounds)
	for _, e := range c.Path() {
		took, err := learner(ctx, grader, e.ID, subjects, rounds)
		if err != nil {
			return fmt.Errorf("%s: %w", e.ID, err)
		}
		fmt.Printf("  %-28s", e.ID)
		for _, s := range subjects {
			fmt.Printf("  %s %5.2f s (%.2f to %.2f)", s, median(took[s]), slices.Min(took[s]).Seconds(), slices.Max(took[s]).Seconds())
			slices.Sort(took[s])
			medians[s] = append(medians[s], took[s][len(took[s])/2])
		}
		fmt.Println()
	}
	for _, s := range subjects {
		fmt.Printf("%-9s  median over %d exercises %.2f s, slowest %.2f s\n", s, len(medians[s]), median(medians[s]), slices.Max(medians[s]).Seconds())
	}
	return nil
}

func learner(ctx context.Context, grader, id string, subjects []string, rounds int) (took map[string][]time.Duration, err error) {
	b, err := newBench(grader, id)
	if err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, os.RemoveAll(b.dir)) }()
	took = map[string][]time.Duration{}
	for _, s := range subjects {
		for turn := range rounds + 1 {
			if err := b.edit(s); err != nil {
				return nil, err
			}
			start := time.Now()
			if err := b.whole(ctx); err != nil {
				return nil, fmt.Errorf("check of the %s: %w", s, err)
			}
			if b.passed != (s == "reference") {
				return nil, fmt.Errorf("the verdict on the %s is wrong", s)
			}
			if turn > 0 {
				took[s] = append(took[s], time.Since(start))
			}
		}
	}
	return took, nil
}
