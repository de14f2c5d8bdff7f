// want: wrong result in "no worker is idle while a page is left"
// "One Read after the other, then none can get in another one's way." And none
// can use the workers that another one leaves idle.
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
	reading chan struct{}
}

func New(workers int) *Pool {
	p := &Pool{jobs: make(chan func()), reading: make(chan struct{}, 1)}
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
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read no page: %w", err)
	}
	select {
	case p.reading <- struct{}{}:
		defer func() { <-p.reading }()
	case <-ctx.Done():
		return nil, fmt.Errorf("read no page: %w", ctx.Err())
	}
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
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
	}
	begun.Wait()
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
