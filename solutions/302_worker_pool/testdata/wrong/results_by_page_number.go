// want: wrong result in "each page has its result, in order"
// "A map from page to result, and no counting of indices." The second call for a
// page takes the place of the first.
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
	var (
		mu    sync.Mutex
		found = make(map[int]Result, len(pages))
		begun sync.WaitGroup
	)
	for i, page := range pages {
		begun.Add(1)
		err := p.hand(ctx, func() {
			defer begun.Done()
			text, err := recognize(ctx, page)
			mu.Lock()
			defer mu.Unlock()
			found[page] = Result{Text: text, Err: err}
		})
		if err != nil {
			begun.Done()
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
	}
	begun.Wait()
	results := make([]Result, len(pages))
	for i, page := range pages {
		results[i] = found[page]
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
