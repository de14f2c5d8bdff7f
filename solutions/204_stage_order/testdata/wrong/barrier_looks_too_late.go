// want: wrong result or stuck in "a failed stage is done to its end, and is the last"
// "When I get through the barrier, I look whether somebody has failed." By then
// a quicker one may have failed in the next stage.
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
	errs    []error
}

func newBarrier(size int) *barrier {
	b := &barrier{size: size}
	b.opened = sync.NewCond(&b.mu)
	return b
}

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
		b.opened.Broadcast()
	}
	for b.stage == n {
		b.opened.Wait()
	}
	return len(b.errs) > 0
}
