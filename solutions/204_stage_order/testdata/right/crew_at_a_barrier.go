// One crew for the whole rollout, as large as the widest stage, that meets at a
// barrier after each stage: a mutex, a condition and the number of the stage.
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
		crew sync.WaitGroup
		b    = newBarrier(wide)
	)
	for i := range wide {
		crew.Go(func() {
			for n, stage := range stages {
				var err error
				if i < len(stage) {
					if err = do(stage[i]); err != nil {
						err = fmt.Errorf("stage %d: %s: %w", n+1, stage[i], err)
					}
				}
				if failed := b.meet(n, err); failed {
					return
				}
			}
		})
	}
	crew.Wait()
	return errors.Join(b.errs...)
}

type barrier struct {
	mu      sync.Mutex
	opened  *sync.Cond
	size    int
	waiting int
	stage   int
	failed  bool // as it was when the barrier opened
	errs    []error
}

func newBarrier(size int) *barrier {
	b := &barrier{size: size}
	b.opened = sync.NewCond(&b.mu)
	return b
}

// meet returns when all have met after stage n, and whether one had failed.
func (b *barrier) meet(n int, err error) (failed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err != nil {
		b.errs = append(b.errs, err)
	}
	b.waiting++
	if b.waiting == b.size {
		b.waiting = 0
		b.stage++
		b.failed = len(b.errs) > 0
		b.opened.Broadcast()
	}
	for b.stage == n {
		b.opened.Wait()
	}
	return b.failed
}
