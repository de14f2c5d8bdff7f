// Package rollout brings a new version of a service into production.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

// Run does the steps of a rollout with do, stage after stage:
//
//	err := rollout.Run([][]string{
//		{"drain web1", "drain web2"},
//		{"migrate orders", "migrate archive"},
//		{"start web1", "start web2"},
//	}, do)
//
// All steps of a stage run at the same time, on any goroutines. A stage begins
// when every step of the one before has returned, and what those have written
// may be read in it. Run returns when the last step has returned.
//
// If steps fail, the others of their stage are done to their end, and no step
// of a later stage is. The error that Run returns has the errors of all that
// failed in it.
//
// A stage may be empty. do does not panic.
func Run(stages [][]string, do func(step string) error) error {
	for n, stage := range stages {
		if err := runStage(stage, do); err != nil {
			return fmt.Errorf("stage %d: %w", n+1, err)
		}
	}
	return nil
}

// runStage starts all steps of a stage and returns when they are done.
func runStage(steps []string, do func(step string) error) error {
	var (
		mu   sync.Mutex
		errs []error // guarded by mu
		over = make(chan struct{})
	)
	for i, step := range steps {
		last := i == len(steps)-1
		go func() {
			if err := do(step); err != nil {
				mu.Lock()
				errs = append(errs, fmt.Errorf("%s: %w", step, err))
				mu.Unlock()
			}
			if last {
				close(over)
			}
		}()
	}
	<-over

	mu.Lock()
	defer mu.Unlock()
	return errors.Join(errs...)
}
