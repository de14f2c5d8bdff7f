// want: wrong result or data race or misuse or panic in "no stage begins before the one before it is over"
// "Each step counts itself." When it gets to it.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	for n, steps := range stages {
		s := &stage{do: do}
		for _, step := range steps {
			go s.run(step)
		}
		s.running.Wait()
		if err := s.err(); err != nil {
			return fmt.Errorf("stage %d: %w", n+1, err)
		}
	}
	return nil
}

type stage struct {
	do      func(step string) error
	running sync.WaitGroup

	mu   sync.Mutex
	errs []error
}

func (s *stage) run(step string) {
	s.running.Add(1)
	defer s.running.Done()
	if err := s.do(step); err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.errs = append(s.errs, fmt.Errorf("%s: %w", step, err))
	}
}

func (s *stage) err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.errs...)
}
