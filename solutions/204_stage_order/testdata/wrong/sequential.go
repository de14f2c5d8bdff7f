// want: wrong result in "the steps of a stage run at the same time"
// "One after the other is an order, too."
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
	var errs []error
	for _, step := range steps {
		if err := do(step); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", step, err))
		}
	}
	return errors.Join(errs...)
}
