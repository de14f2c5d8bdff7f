// want: busy wait or out of time
// "Look every millisecond whether all are done."
package rollout

import (
	"errors"
	"fmt"
	"sync/atomic"
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
	errs := make([]error, len(steps))
	var left atomic.Int64
	left.Store(int64(len(steps)))
	for i, step := range steps {
		go func() {
			if err := do(step); err != nil {
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
			left.Add(-1)
		}()
	}
	for left.Load() > 0 {
		time.Sleep(time.Millisecond)
	}
	return errors.Join(errs...)
}
