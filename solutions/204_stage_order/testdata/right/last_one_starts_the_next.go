// Nobody waits but the caller: the last step of a stage, found under a lock,
// starts the next one.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

func Run(stages [][]string, do func(step string) error) error {
	over := make(chan error, 1)
	start(stages, do, over)
	return <-over
}

func start(stages [][]string, do func(step string) error, over chan<- error) {
	for len(stages) > 0 && len(stages[0]) == 0 {
		stages = stages[1:]
	}
	if len(stages) == 0 {
		over <- nil
		return
	}
	var (
		mu   sync.Mutex
		errs []error
		left = len(stages[0])
	)
	report := func(err error) (last bool) {
		mu.Lock()
		defer mu.Unlock()
		errs = append(errs, err)
		left--
		return left == 0
	}
	for _, step := range stages[0] {
		go func() {
			err := do(step)
			if err != nil {
				err = fmt.Errorf("%s: %w", step, err)
			}
			if !report(err) {
				return
			}
			if err := errors.Join(errs...); err != nil {
				over <- err
				return
			}
			start(stages[1:], do, over)
		}()
	}
}
