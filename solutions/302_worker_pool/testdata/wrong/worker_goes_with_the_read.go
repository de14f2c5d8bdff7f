// want: wrong result or stuck in "the context ends a Read"
// "Once the context is done a worker stops." The next Read has fewer.
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
	jobs    chan func() (stop bool)
	workers sync.WaitGroup
}

func New(workers int) *Pool {
	p := &Pool{jobs: make(chan func() bool)}
	for range workers {
		p.workers.Go(func() {
			for job := range p.jobs {
				if job() {
					return
				}
			}
		})
	}
	return p
}

func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	results := make([]Result, len(pages))
	var begun sync.WaitGroup
	for i, page := range pages {
		begun.Add(1)
		err := p.hand(ctx, func() bool {
			defer begun.Done()
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
			return ctx.Err() != nil
		})
		if err != nil {
			begun.Done()
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
	}
	begun.Wait()
	return results, nil
}

func (p *Pool) hand(ctx context.Context, job func() bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case p.jobs <- job:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Pool) Close() {
	close(p.jobs)
	p.workers.Wait()
}
