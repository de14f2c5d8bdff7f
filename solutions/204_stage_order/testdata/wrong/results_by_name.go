// want: wrong result in "a failed stage is done to its end, and is the last"
// "A map from the step to how it went." Of a name that stands there twice only
// the one that ended last is known.
package rollout

import (
	"errors"
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
		mu      sync.Mutex
		results = make(map[string]error, len(steps)) // guarded by mu
		running sync.WaitGroup
	)
	for _, step := range steps {
		running.Go(func() {
			err := do(step)
			mu.Lock()
			defer mu.Unlock()
			results[step] = err
		})
	}
	running.Wait()

	var errs []error
	for step, err := range results {
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", step, err))
		}
	}
	return errors.Join(errs...)
}
