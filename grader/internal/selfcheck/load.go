package selfcheck

import (
	"context"
	"os/exec"
	"sync"

	"racekata/grader/internal/proc"
)

// Burn keeps n processes busy until stop is called, so that the machine is as
// loaded as a learner's that compiles something else meanwhile.
func Burn(ctx context.Context, n int) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			// It ends by being killed, which is an error that says nothing.
			_ = proc.Run(ctx, exec.Command("sh", "-c", "while :; do :; done"), proc.Limits{})
		})
	}
	return func() { cancel(); wg.Wait() }
}
