// want: wrong result in "the steps of a stage run at the same time"
// "The errors are shared, so lock before the step."
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	for n, stage := range stages {
		if err := runStage(stage, do); err != nil {
			return fmt.Errorf("stage %d: %w", n+1, err)
		}
	}
	return nil
}

func runStage(steps []string, do func(step string) error) error {
	var (
		running sync.WaitGroup
		mu      sync.Mutex
		errs    []error
	)
	for _, step := range steps {
		running.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			if err := do(step); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", step, err))
			}
		})
	}
	running.Wait()
	return errors.Join(errs...)
}
