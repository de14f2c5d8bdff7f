// Lines are a sequence that is pulled, which has next run in a coroutine. While a
// line is parsed, one goroutine, started for that, pulls the next.
package weather

import (
	"context"
	"iter"
)

type Reading struct {
	Station string
	Tenths  int
}

type Import struct {
	batches chan []Reading
	ctx     context.Context
	cancel  context.CancelFunc
	gone    chan struct{}
}

func New(size int, next func() (line string, ok bool), parse func(line string) Reading) *Import {
	im := &Import{batches: make(chan []Reading), gone: make(chan struct{})}
	im.ctx, im.cancel = context.WithCancel(context.Background())
	go func() {
		defer close(im.gone)
		defer close(im.batches)
		pull, end := iter.Pull(func(yield func(string) bool) {
			for line, ok := next(); ok && yield(line); line, ok = next() {
			}
		})
		defer end()
		var batch []Reading
		for line, ok := pull(); ok && im.ctx.Err() == nil; {
			read := make(chan struct{})
			var (
				after string
				more  bool
			)
			go func() {
				defer close(read)
				after, more = pull()
			}()
			batch = append(batch, parse(line))
			<-read
			line, ok = after, more
			if len(batch) == size || !ok {
				select {
				case im.batches <- batch:
					batch = nil
				case <-im.ctx.Done():
					return
				}
			}
		}
	}()
	return im
}

func (im *Import) Batches() <-chan []Reading { return im.batches }

func (im *Import) Close() {
	im.cancel()
	<-im.gone
}
