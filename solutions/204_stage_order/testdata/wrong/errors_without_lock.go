// want: data race or wrong result in "a failed stage is done to its end, and is the last"
// "append is one line." Of several steps, for several goroutines.
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
		errs    []error
	)
	for _, step := range steps {
		running.Go(func() {
			if err := do(step); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", step, err))
			}
		})
	}
	running.Wait()
	return errors.Join(errs...)
}
