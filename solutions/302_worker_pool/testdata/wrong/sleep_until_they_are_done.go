// want: wrong result or data race
// "A page takes a moment; after the last one, wait for a moment."
package ocr

import (
	"context"
	"fmt"
	"sync"
	"time"
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
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
	}
	time.Sleep(2 * time.Millisecond)
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
