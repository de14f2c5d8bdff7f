// want: wrong result or stuck or data race in "no stage begins before the one before it is over"
// "Each step of a stage needs a token from the stage before." One is enough for
// it, and there may be fewer than it takes.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	var (
		running sync.WaitGroup
		mu      sync.Mutex
		errs    []error
	)
	ready := make(chan struct{})
	close(ready) // the first stage needs none
	for n, stage := range stages {
		before, tokens := ready, make(chan struct{}, len(stage))
		for _, step := range stage {
			running.Go(func() {
				<-before
				if err := do(step); err != nil {
					mu.Lock()
					errs = append(errs, fmt.Errorf("stage %d: %s: %w", n+1, step, err))
					mu.Unlock()
				}
				tokens <- struct{}{}
			})
		}
		ready = tokens
	}
	running.Wait()
	return errors.Join(errs...)
}
