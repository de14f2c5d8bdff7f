// want: wrong result in "no more pages than workers at once"
// "Each Read starts its workers and ends them, then Close has nothing to do."
// Two Reads have twice as many.
package ocr

import (
	"context"
	"fmt"
	"sync"
)

type Result struct {
	Text string
	Err  error
}

type Pool struct {
	workers int
}

func New(workers int) *Pool { return &Pool{workers: workers} }
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	var (
		results = make([]Result, len(pages))
		next    = make(chan int)
		all     sync.WaitGroup
	)
	for range p.workers {
		all.Go(func() {
			for i := range next {
				text, err := recognize(ctx, pages[i])
				results[i] = Result{Text: text, Err: err}
			}
		})
	}
	err := feed(ctx, next, len(pages))
	close(next)
	all.Wait()
	if err != nil {
		return nil, fmt.Errorf("read some of %d pages: %w", len(pages), err)
	}
	return results, nil
}

func feed(ctx context.Context, next chan<- int, n int) error {
	for i := range n {
		if err := ctx.Err(); err != nil {
			return err
		}
		select {
		case next <- i:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (p *Pool) Close() {}
