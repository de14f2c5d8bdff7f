// want: stuck in "no stage begins before the one before it is over"
// "The last one at the barrier gives the signal." One hears it.
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
		crew    sync.WaitGroup
		mu      sync.Mutex
		waiting int
		stageNo int
		errs    []error
	)
	opened := sync.NewCond(&mu)
	for i := range wide {
		crew.Go(func() {
			for n, stage := range stages {
				var err error
				if i < len(stage) {
					err = do(stage[i])
				}
				mu.Lock()
				if err != nil {
					errs = append(errs, fmt.Errorf("stage %d: %s: %w", n+1, stage[i], err))
				}
				waiting++
				if waiting == wide {
					waiting = 0
					stageNo++
					opened.Signal()
				}
				for stageNo == n {
					opened.Wait()
				}
				failed := len(errs) > 0
				mu.Unlock()
				if failed {
					return
				}
			}
		})
	}
	crew.Wait()
	return errors.Join(errs...)
}
