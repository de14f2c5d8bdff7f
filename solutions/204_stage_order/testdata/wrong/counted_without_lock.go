// want: data race in "no stage begins before the one before it is over"
// "The last one closes the channel; a counter knows who that is."
package rollout

import (
	"errors"
	"fmt"
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
	errs := make([]error, len(steps))
	over := make(chan struct{})
	left := len(steps)
	for i, step := range steps {
		go func() {
			if err := do(step); err != nil {
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
			left--
			if left == 0 {
				close(over)
			}
		}()
	}
	<-over
	return errors.Join(errs...)
}
