// want: wrong result in "the steps of a stage run at the same time"
// "One group for the package; it is at zero between the stages." Of all the
// rollouts together.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

var running sync.WaitGroup

func Run(stages [][]string, do func(step string) error) error {
	for n, stage := range stages {
		if err := runStage(stage, do); err != nil {
			return fmt.Errorf("stage %d: %w", n+1, err)
		}
	}
	return nil
}

func runStage(steps []string, do func(step string) error) error {
	errs := make([]error, len(steps))
	for i, step := range steps {
		running.Go(func() {
			if err := do(step); err != nil {
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
		})
	}
	running.Wait()
	return errors.Join(errs...)
}
