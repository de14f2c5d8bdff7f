// Each Read has as many goroutines as there are workers, which draw the number of
// the next page, and a slot of the pool for each of them.
package ocr

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

type Result struct {
	Text string
	Err  error
}

type Pool struct {
	workers int
	slots   chan struct{}
}

func New(workers int) *Pool { return &Pool{workers: workers, slots: make(chan struct{}, workers)} }
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	var (
		results    = make([]Result, len(pages))
		next, read atomic.Int64
		all        sync.WaitGroup
	)
	for range min(p.workers, len(pages)) {
		all.Go(func() {
			for p.take(ctx) == nil {
				i := int(next.Add(1)) - 1
				if i >= len(pages) {
					<-p.slots
					return
				}
				text, err := recognize(ctx, pages[i])
				<-p.slots
				results[i] = Result{Text: text, Err: err}
				read.Add(1)
			}
		})
	}
	all.Wait()
	if n := int(read.Load()); n < len(pages) {
		return nil, fmt.Errorf("read %d of %d pages: %w", n, len(pages), ctx.Err())
	}
	return results, nil
}

func (p *Pool) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Pool) Close() {}
