// want: wrong result or data race in "no stage begins before the one before it is over"
// "A step says when it is over, and then the next stage can begin." One step
// speaks for all.
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
		over = make(chan struct{}, len(steps))
	)
	for _, step := range steps {
		go func() {
			if err := do(step); err != nil {
				mu.Lock()
				errs = append(errs, fmt.Errorf("%s: %w", step, err))
				mu.Unlock()
			}
			over <- struct{}{}
		}()
	}
	<-over

	mu.Lock()
	defer mu.Unlock()
	return errors.Join(errs...)
}
