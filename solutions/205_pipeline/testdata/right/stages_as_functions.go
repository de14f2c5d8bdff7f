// A function for each stage, that makes the channel it returns, sends on it and
// closes it; a context tells all of them to stop.
package weather

import (
	"context"
	"sync"
)

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	batches <-chan []Reading
	cancel  context.CancelFunc
	running *sync.WaitGroup
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	lines := stage(ctx, &running, func(send func(string) bool) {
		for line, ok := next(); ok && send(line); line, ok = next() {
		}
	})
	readings := stage(ctx, &running, func(send func(Reading) bool) {
		for line := range lines {
			if !send(parse(line)) {
				return
			}
		}
	})
	batches := stage(ctx, &running, func(send func([]Reading) bool) {
		batch := make([]Reading, 0, size)
		for r := range readings {
			batch = append(batch, r)
			if len(batch) == size {
				if !send(batch) {
					return
				}
				batch = make([]Reading, 0, size)
			}
		}
		if len(batch) > 0 {
			send(batch)
		}
	})
	return &Import{batches: batches, cancel: cancel, running: &running}
}

// stage runs work on a goroutine of its own and returns what it sends.
func stage[T any](ctx context.Context, running *sync.WaitGroup, work func(send func(T) bool)) <-chan T {
	out := make(chan T)
	running.Go(func() {
		defer close(out)
		work(func(v T) bool {
			select {
			case out <- v:
				return true
			case <-ctx.Done():
				return false
			}
		})
	})
	return out
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) Close() {
	im.cancel()
	im.running.Wait()
}
