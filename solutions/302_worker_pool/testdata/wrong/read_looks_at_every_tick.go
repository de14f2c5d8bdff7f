// want: wrong result in "no worker is idle while a page is left"
// "A page takes seconds, so thirty looks a second whether all are read are few."
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
	var begun atomic.Int64
	for i, page := range pages {
		begun.Add(1)
		err := p.hand(ctx, func() {
			defer begun.Add(-1)
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
		})
		if err != nil {
			begun.Add(-1)
			wait(&begun)
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
	}
	wait(&begun)
	return results, nil
}
func wait(begun *atomic.Int64) {
	ticks := time.NewTicker(30 * time.Millisecond)
	defer ticks.Stop()
	for begun.Load() > 0 {
		<-ticks.C
	}
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
