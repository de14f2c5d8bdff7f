// fixed: the prefetcher runs under the caller's context, and Close waits for it

// Package prefetch loads the next page while the reader looks at this one.
package prefetch

import (
	"context"
	"sync"
)

// Reader reads the pages of a book in order.
type Reader struct {
	load   func(ctx context.Context, page int) string
	pages  chan string
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

// Open starts to prefetch; load gets the values of ctx.
func Open(ctx context.Context, load func(ctx context.Context, page int) string) *Reader {
	ctx, cancel := context.WithCancel(ctx)
	r := &Reader{load: load, pages: make(chan string, 1), cancel: cancel}
	r.wg.Go(func() { r.run(ctx) })
	return r
}

func (r *Reader) run(ctx context.Context) {
	for n := 1; ; n++ {
		select {
		case r.pages <- r.load(ctx, n):
		case <-ctx.Done():
			return
		}
	}
}

// Next returns the next page.
func (r *Reader) Next() string { return <-r.pages }

// Close ends prefetching.
func (r *Reader) Close() {
	r.cancel()
	r.wg.Wait()
}
