// want: wrong result in "no more pages than workers at once"
// "Goroutines are cheap." Pages are not.
package ocr

import (
	"context"
	"fmt"
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
	type finished struct {
		i int
		Result
	}
	done := make(chan finished, p.workers)
	for i, page := range pages {
		go func() {
			text, err := recognize(ctx, page)
			done <- finished{i, Result{Text: text, Err: err}}
		}()
	}

	results := make([]Result, len(pages))
	for n := range pages {
		select {
		case f := <-done:
			results[f.i] = f.Result
		case <-ctx.Done():
			return nil, fmt.Errorf("read %d of %d pages: %w", n, len(pages), ctx.Err())
		}
	}
	return results, nil
}

func (p *Pool) Close() {}
