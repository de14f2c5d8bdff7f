// A report from each step, and as many receives as there are steps. The reports
// carry the errors, so nothing is shared.
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
	reports := make(chan error)
	for _, step := range steps {
		go func() {
			err := do(step)
			if err != nil {
				err = fmt.Errorf("%s: %w", step, err)
			}
			reports <- err
		}()
	}
	var errs []error
	for range steps {
		errs = append(errs, <-reports)
	}
	return errors.Join(errs...)
}
