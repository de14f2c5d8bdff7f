// want: wrong result in "a failed stage is done to its end, and is the last"
// "One reason is enough." The other databases that failed are not named.
package rollout

import (
	"fmt"
	"sync"
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
		running sync.WaitGroup
		once    sync.Once
		first   error
	)
	for _, step := range steps {
		running.Go(func() {
			if err := do(step); err != nil {
				once.Do(func() { first = fmt.Errorf("%s: %w", step, err) })
			}
		})
	}
	running.Wait()
	return first
}
