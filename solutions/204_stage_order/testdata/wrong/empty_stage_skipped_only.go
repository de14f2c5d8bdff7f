// want: wrong result in "no stage begins before the one before it is over"
// "It was the empty stage that made it hang." It was; and that was not all.
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
	if len(steps) == 0 {
		return nil
	}
	var (
		mu   sync.Mutex
		errs []error
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
