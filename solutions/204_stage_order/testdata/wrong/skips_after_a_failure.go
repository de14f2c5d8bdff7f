// want: wrong result in "a failed stage is done to its end, and is the last"
// "Who has not begun when one fails need not begin." The stage is to be done.
package rollout

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
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
		failed  atomic.Bool
	)
	errs := make([]error, len(steps))
	for i, step := range steps {
		running.Go(func() {
			if failed.Load() {
				return
			}
			if err := do(step); err != nil {
				failed.Store(true)
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
		})
	}
	running.Wait()
	return errors.Join(errs...)
}
