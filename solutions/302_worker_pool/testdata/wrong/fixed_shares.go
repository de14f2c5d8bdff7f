// want: wrong result in "no worker is idle while a page is left"
// "Each worker gets its share of the pages at once." The share behind a slow page
// waits for it.
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
		results = make([]Result, len(pages))
		read    atomic.Int64
		all     sync.WaitGroup
		share   = (len(pages) + p.workers - 1) / p.workers
	)
	for first := 0; first < len(pages); first += share {
		all.Go(func() {
			for i := first; i < min(first+share, len(pages)); i++ {
				if p.take(ctx) != nil {
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
