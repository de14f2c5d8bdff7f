// want: wrong result or data race in "no stage begins before the one before it is over"
// "Give the slow ones a moment."
package rollout

import (
	"errors"
	"fmt"
	"sync"
	"time"
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
		mu   sync.Mutex
		errs []error
	)
	for _, step := range steps {
		go func() {
			if err := do(step); err != nil {
				mu.Lock()
				errs = append(errs, fmt.Errorf("%s: %w", step, err))
				mu.Unlock()
			}
		}()
	}
	time.Sleep(5 * time.Millisecond)

	mu.Lock()
	defer mu.Unlock()
	return errors.Join(errs...)
}
