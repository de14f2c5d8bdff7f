// want: wrong result in "no stage begins before the one before it is over"
// "What has been done need not be done again." The plan says twice.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	done := map[string]bool{}
	for n, stage := range stages {
		var steps []string
		for _, step := range stage {
			if !done[step] {
				done[step] = true
				steps = append(steps, step)
			}
		}
		if err := runStage(steps, do); err != nil {
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
	running.Wait()
	return errors.Join(errs...)
}
