// want: wrong result or data race in "no stage begins before the one before it is over"
// "Before a stage begins, wait for the one before." After the last one nothing
// begins.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	var (
		running sync.WaitGroup
		mu      sync.Mutex
		errs    []error
	)
	failed := func() error {
		mu.Lock()
		defer mu.Unlock()
		return errors.Join(errs...)
	}
	for n, stage := range stages {
		running.Wait()
		if err := failed(); err != nil {
			return err
		}
		for _, step := range stage {
			running.Go(func() {
				if err := do(step); err != nil {
					mu.Lock()
					defer mu.Unlock()
					errs = append(errs, fmt.Errorf("stage %d: %s: %w", n+1, step, err))
				}
			})
		}
	}
	return failed()
}
