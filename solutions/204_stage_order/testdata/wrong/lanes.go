// want: wrong result or data race in "no stage begins before the one before it is over"
// "web1 is started after web1 was drained; what are the others to it?" Each
// lane is in order, and the stages overlap.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	wide := 0
	for _, stage := range stages {
		wide = max(wide, len(stage))
	}
	var (
		lanes sync.WaitGroup
		mu    sync.Mutex
		errs  []error
	)
	for lane := range wide {
		lanes.Go(func() {
			for n, stage := range stages {
				if lane >= len(stage) {
					continue
				}
				if err := do(stage[lane]); err != nil {
					mu.Lock()
					errs = append(errs, fmt.Errorf("stage %d: %s: %w", n+1, stage[lane], err))
					mu.Unlock()
					return
				}
			}
		})
	}
	lanes.Wait()
	return errors.Join(errs...)
}
