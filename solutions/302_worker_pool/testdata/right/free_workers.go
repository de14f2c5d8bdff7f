// Workers that are free say so on a channel, each with a channel of its own on
// which it gets its next page.
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
	free    chan chan func()
	closed  chan struct{}
	workers sync.WaitGroup
}

func New(workers int) *Pool {
	p := &Pool{free: make(chan chan func()), closed: make(chan struct{})}
	for range workers {
		p.workers.Go(p.work)
	}
	return p
}

func (p *Pool) work() {
	mine := make(chan func())
	for {
		select {
		case p.free <- mine:
			job := <-mine
			job()
		case <-p.closed:
			return
		}
	}
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
	begun.Wait()
	return results, nil
}

func (p *Pool) hand(ctx context.Context, job func()) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case worker := <-p.free:
		worker <- job
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Pool) Close() {
	close(p.closed)
	p.workers.Wait()
}
