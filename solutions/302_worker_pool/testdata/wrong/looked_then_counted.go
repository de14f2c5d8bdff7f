// want: wrong result in "no more pages than workers at once"
// "Wait under the lock until a worker is free. Then begin, and count it under the
// lock." Between the two another Read looks, and sees the same worker.
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
	mu      sync.Mutex
	freed   *sync.Cond
	busy    int
	workers int
}

func New(workers int) *Pool {
	p := &Pool{workers: workers}
	p.freed = sync.NewCond(&p.mu)
	return p
}

func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	results := make([]Result, len(pages))
	var begun sync.WaitGroup
	for i, page := range pages {
		if err := p.wait(ctx); err != nil {
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
		p.count(1)
		begun.Go(func() {
			defer p.count(-1)
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
		})
	}
	begun.Wait()
	return results, nil
}

func (p *Pool) wait(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { p.count(0) })
	defer stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for ctx.Err() == nil && p.busy >= p.workers {
		p.freed.Wait()
	}
	return ctx.Err()
}

func (p *Pool) count(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy += n
	p.freed.Broadcast()
}

func (p *Pool) Close() {}
