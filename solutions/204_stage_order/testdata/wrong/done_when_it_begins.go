// want: wrong result or data race in "no stage begins before the one before it is over"
// "Done comes first, so that no way out can forget it." Without defer it says
// "I have begun".
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
	running.Add(len(steps))
	for _, step := range steps {
		go func() {
			running.Done()
			if err := do(step); err != nil {
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, fmt.Errorf("%s: %w", step, err))
			}
		}()
	}
	running.Wait()

	mu.Lock()
	defer mu.Unlock()
	return errors.Join(errs...)
}
