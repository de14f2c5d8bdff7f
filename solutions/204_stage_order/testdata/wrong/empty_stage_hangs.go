// want: stuck in "a stage may be empty"
// "The last one opens the door." In an empty stage there is no last one.
package rollout

import (
	"errors"
	"fmt"
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
	errs := make([]error, len(steps))
	over := make(chan struct{})
	var left atomic.Int64
	left.Store(int64(len(steps)))
	for i, step := range steps {
		go func() {
			if err := do(step); err != nil {
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
			if left.Add(-1) == 0 {
				close(over)
			}
		}()
	}
	<-over
	return errors.Join(errs...)
}
