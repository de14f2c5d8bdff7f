// want: wrong result or panic or stuck in "each page has its result, in order"
// "Workers receive from one channel and send to another." To whichever Read
// comes along.
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

type job struct {
	i    int
	read func() (string, error)
}

type finished struct {
	i int
	Result
}

type Pool struct {
	jobs    chan job
	done    chan finished
	workers sync.WaitGroup
}

func New(workers int) *Pool {
	p := &Pool{jobs: make(chan job), done: make(chan finished)}
	for range workers {
		p.workers.Go(func() {
			for j := range p.jobs {
				text, err := j.read()
				p.done <- finished{j.i, Result{Text: text, Err: err}}
			}
		})
	}
	return p
}

func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	results := make([]Result, len(pages))
	sent, got := 0, 0
	stop := ctx.Done()
	for got < sent || sent < len(pages) && ctx.Err() == nil {
		var next job
		jobs := p.jobs
		if sent < len(pages) && ctx.Err() == nil {
			next = job{sent, func() (string, error) { return recognize(ctx, pages[next.i]) }}
		} else {
			jobs = nil
		}
		select {
		case jobs <- next:
			sent++
		case f := <-p.done:
			results[f.i] = f.Result
			got++
		case <-stop:
			stop = nil
		}
	}
	if sent < len(pages) {
		return nil, fmt.Errorf("read %d of %d pages: %w", sent, len(pages), ctx.Err())
	}
	return results, nil
}

func (p *Pool) Close() {
	close(p.jobs)
	p.workers.Wait()
}
