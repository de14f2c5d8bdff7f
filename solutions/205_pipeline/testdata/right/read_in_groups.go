// What goes down the pipeline is all the lines of a batch, which are parsed at once, each into
// its place.
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
	batches chan []Reading
	cancel  context.CancelFunc
	done    chan struct{}
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	ctx, cancel := context.WithCancel(context.Background())
	im := &Import{batches: make(chan []Reading), cancel: cancel, done: make(chan struct{})}
	groups := make(chan []string, 2)
	var stages sync.WaitGroup
	stages.Go(func() {
		defer close(groups)
		for more := true; more; {
			var group []string
			for len(group) < size && more && ctx.Err() == nil {
				line, ok := next()
				if ok {
					group = append(group, line)
				}
				more = ok
			}
			if len(group) == 0 {
				return
			}
			select {
			case groups <- group:
			case <-ctx.Done():
				return
			}
		}
	})
	stages.Go(func() {
		defer close(im.batches)
		for group := range groups {
			batch := make([]Reading, len(group))
			var parsers sync.WaitGroup
			for i, line := range group {
				parsers.Go(func() { batch[i] = parse(line) })
			}
			parsers.Wait()
			select {
			case im.batches <- batch:
			case <-ctx.Done():
				return
			}
		}
	})
	go func() {
		defer close(im.done)
		stages.Wait()
	}()
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) Close() {
	im.cancel()
	<-im.done
}
