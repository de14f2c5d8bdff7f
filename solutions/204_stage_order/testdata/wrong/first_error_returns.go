// want: wrong result in "a failed stage is done to its end, and is the last"
// "It has failed, so there is nothing to wait for." The others are running.
package rollout

import "fmt"

func Run(stages [][]string, do func(step string) error) error {
	for n, stage := range stages {
		if err := runStage(stage, do); err != nil {
			return fmt.Errorf("stage %d: %w", n+1, err)
		}
	}
	return nil
}

func runStage(steps []string, do func(step string) error) error {
	ends := make(chan error, len(steps))
	for _, step := range steps {
		go func() {
			err := do(step)
			if err != nil {
				err = fmt.Errorf("%s: %w", step, err)
			}
			ends <- err
		}()
	}
	for range steps {
		if err := <-ends; err != nil {
			return err
		}
	}
	return nil
}
