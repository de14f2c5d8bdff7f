// want: wrong result in "the context ends a Read"
// "When everybody has gone I see whether we were stopped." Perhaps the last page
// was being read by then, and nothing was missed.
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
	jobs    chan func()
	workers sync.WaitGroup
}

func New(workers int) *Pool {
	p := &Pool{jobs: make(chan func())}
	for range workers {
		p.workers.Go(func() {
			for job := range p.jobs {
				job()
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
		err := p.hand(ctx, func() {
			defer begun.Done()
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
		})
		if err != nil {
			begun.Done()
			break
		}
	}
	begun.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read %d pages: %w", len(pages), err)
	}
	return results, nil
}

func (p *Pool) hand(ctx context.Context, job func()) error {
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
