// want: wrong result in "the steps of a stage run at the same time"
// "Sixty-four is as good as all." There are stages with more steps.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

const atOnce = 64

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
	slots := make(chan struct{}, atOnce)
	errs := make([]error, len(steps))
	for i, step := range steps {
		running.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if err := do(step); err != nil {
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
		})
	}
	running.Wait()
	return errors.Join(errs...)
}
