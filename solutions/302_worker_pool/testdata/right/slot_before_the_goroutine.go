// A goroutine for each page, but none before there is a slot for it: what
// errgroup does after SetLimit, with the limit in the pool.
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
	slots chan struct{}
}

func New(workers int) *Pool { return &Pool{slots: make(chan struct{}, workers)} }
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	results := make([]Result, len(pages))
	var begun sync.WaitGroup
	for i, page := range pages {
		if err := p.take(ctx); err != nil {
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
		begun.Go(func() {
			defer func() { <-p.slots }()
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
		})
	}
	begun.Wait()
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
