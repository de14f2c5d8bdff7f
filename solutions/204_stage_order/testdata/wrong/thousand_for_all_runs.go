// want: wrong result in "the steps of a stage run at the same time"
// "A thousand goroutines are enough for the whole program." One large rollout
// makes all others wait.
package rollout

import (
	"errors"
	"fmt"
	"sync"
)

// Run does the steps of a rollout with do, stage after stage:
//
//	err := rollout.Run([][]string{
//		{"drain web1", "drain web2"},
//		{"migrate orders", "migrate archive"},
//		{"start web1", "start web2"},
//	}, do)
//
// All steps of a stage run at the same time, on any goroutines. A stage begins
// when every step of the one before has returned, and what those have written
// may be read in it. Run returns when the last step has returned.
//
// If steps fail, the others of their stage are done to their end, and no step
// of a later stage is. The error that Run returns has the errors of all that
// failed in it.
//
// A stage may be empty. do does not panic.
func Run(stages [][]string, do func(step string) error) error {
	for n, stage := range stages {
		if err := runStage(stage, do); err != nil {
			return fmt.Errorf("stage %d: %w", n+1, err)
		}
	}
	return nil
}

// slots limits the steps of all rollouts.
var slots = make(chan struct{}, 1000)

// runStage starts all steps of a stage and returns when they are done.
func runStage(steps []string, do func(step string) error) error {
	var wg sync.WaitGroup
	errs := make([]error, len(steps)) // each goroutine has its own element
	for i, step := range steps {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := do(step); err != nil {
				errs[i] = fmt.Errorf("%s: %w", step, err)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
