// All goroutines are there from the beginning, in front of a door for each
// stage. An atomic counter tells who is the last of a stage; that one opens the
// next door.
package rollout

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
)

type stage struct {
	open  chan struct{}
	skip  bool // written before open is closed
	left  atomic.Int64
	steps []string
	errs  []error // each step has a place
}

func Run(stages [][]string, do func(step string) error) error {
	stages = slices.DeleteFunc(slices.Clone(stages), func(s []string) bool { return len(s) == 0 })
	all := make([]*stage, len(stages)+1) // the last one is the caller's
	for n := range all {
		all[n] = &stage{open: make(chan struct{})}
		if n < len(stages) {
			all[n].steps = stages[n]
			all[n].errs = make([]error, len(stages[n]))
			all[n].left.Store(int64(len(stages[n])))
		}
	}
	for n, s := range all[:len(stages)] {
		for i := range s.steps {
			go s.run(i, do, all[n+1])
		}
	}
	close(all[0].open)
	<-all[len(stages)].open

	var errs []error
	for n, s := range all {
		if err := errors.Join(s.errs...); err != nil {
			errs = append(errs, fmt.Errorf("stage %d: %w", n+1, err))
		}
	}
	return errors.Join(errs...)
}

func (s *stage) run(i int, do func(step string) error, next *stage) {
	<-s.open
	if !s.skip {
		if err := do(s.steps[i]); err != nil {
			s.errs[i] = fmt.Errorf("%s: %w", s.steps[i], err)
		}
	}
	if s.left.Add(-1) == 0 {
		next.skip = s.skip || errors.Join(s.errs...) != nil
		close(next.open)
	}
}
