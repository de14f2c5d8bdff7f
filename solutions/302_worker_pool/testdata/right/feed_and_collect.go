// Read hands pages out and takes results back in one select; what the workers do
// has no lock and no WaitGroup.
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
	done chan<- finished
}

type finished struct {
	i int
	Result
}

type Pool struct {
	jobs    chan job
	workers sync.WaitGroup
}

func New(workers int) *Pool {
	p := &Pool{jobs: make(chan job)}
	for range workers {
		p.workers.Go(func() {
			for j := range p.jobs {
				text, err := j.read()
				j.done <- finished{j.i, Result{Text: text, Err: err}}
			}
		})
	}
	return p
}

func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	results := make([]Result, len(pages))
	done := make(chan finished)
	sent, got := 0, 0
	for got < len(pages) {
		if ctx.Err() != nil && sent < len(pages) {
			for ; got < sent; got++ {
				<-done
			}
			return nil, fmt.Errorf("read %d of %d pages: %w", sent, len(pages), ctx.Err())
		}
		// With nil channels for what there is no more of.
		jobs, stop := p.jobs, ctx.Done()
		var next job
		if sent < len(pages) {
			page := pages[sent]
			next = job{sent, func() (string, error) { return recognize(ctx, page) }, done}
		} else {
			jobs, stop = nil, nil
		}
		select {
		case jobs <- next:
			sent++
		case f := <-done:
			results[f.i] = f.Result
			got++
		case <-stop:
		}
	}
	return results, nil
}

func (p *Pool) Close() {
	close(p.jobs)
	p.workers.Wait()
}
