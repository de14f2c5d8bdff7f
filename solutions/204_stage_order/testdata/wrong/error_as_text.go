// want: wrong result in "a failed stage is done to its end, and is the last"
// "It only gets printed."
package rollout

import (
	"errors"
	"fmt"
	"strings"
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
		mu      sync.Mutex
		failed  []string
	)
	for _, step := range steps {
		running.Go(func() {
			if err := do(step); err != nil {
				mu.Lock()
				defer mu.Unlock()
				failed = append(failed, step+": "+err.Error())
			}
		})
	}
	running.Wait()
	if len(failed) == 0 {
		return nil
	}
	return errors.New(strings.Join(failed, ", "))
}
