// want: busy wait or out of time
// "A list of jobs under a lock; a worker that finds none looks again in a
// millisecond."
package ocr

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

type Result struct {
	Text string
	Err  error
}

type Pool struct {
	mu      sync.Mutex
	jobs    []func()
	closed  bool
	workers sync.WaitGroup
}

func New(workers int) *Pool {
	p := &Pool{}
	for range workers {
		p.workers.Go(p.work)
	}
	return p
}

func (p *Pool) work() {
	for {
		p.mu.Lock()
		if p.closed {
			p.mu.Unlock()
			return
		}
		var job func()
		if len(p.jobs) > 0 {
			job, p.jobs = p.jobs[0], p.jobs[1:]
		}
		p.mu.Unlock()
		if job == nil {
			time.Sleep(time.Millisecond)
			continue
		}
		job()
	}
}

func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	var (
		results = make([]Result, len(pages))
		read    atomic.Int64
		all     sync.WaitGroup
	)
	all.Add(len(pages))
	p.mu.Lock()
	for i, page := range pages {
		p.jobs = append(p.jobs, func() {
			defer all.Done()
			if ctx.Err() != nil {
				return
			}
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
			read.Add(1)
		})
	}
	p.mu.Unlock()
	all.Wait()
	if n := int(read.Load()); n < len(pages) {
		return nil, fmt.Errorf("read %d of %d pages: %w", n, len(pages), ctx.Err())
	}
	return results, nil
}

func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.workers.Wait()
}
