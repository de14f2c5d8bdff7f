// want: wrong result in "no stage begins before the one before it is over"
// "No step takes longer than a minute; if one does, it hangs." Then it still
// runs, and nobody waits for it.
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
	var running sync.WaitGroup
	errs := make([]error, len(steps))
	for i, step := range steps {
		running.Go(func() {
			if err := do(step); err != nil {
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
		})
	}
	over := make(chan struct{})
	go func() {
		running.Wait()
		close(over)
	}()
	select {
	case <-over:
		return errors.Join(errs...)
	case <-time.After(time.Minute):
		return errors.New("a step hangs")
	}
}
