// want: wrong result or data race in "no stage begins before the one before it is over"
// "Run has to wait for everybody before it returns." And before the next stage.
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
	for n, stage := range stages {
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
	running.Wait()
	return errors.Join(errs...)
}
