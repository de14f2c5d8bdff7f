// want: wrong result in "a failed stage is done to its end, and is the last"
// "All errors are reported." At the end, when the servers have been started.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	var all []error
	for n, stage := range stages {
		if err := runStage(stage, do); err != nil {
			all = append(all, fmt.Errorf("stage %d: %w", n+1, err))
		}
	}
	return errors.Join(all...)
}

func runStage(steps []string, do func(step string) error) error {
	var running sync.WaitGroup
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
