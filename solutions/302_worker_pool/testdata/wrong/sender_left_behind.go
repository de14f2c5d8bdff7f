// want: leak in "no goroutine is left behind"
// "The workers look at the context, and stop." Nobody receives from the one who
// sends the numbers.
package ocr

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

type Result struct {
	Text string
	Err  error
}

type Pool struct {
	workers int
	slots   chan struct{}
}

func New(workers int) *Pool { return &Pool{workers: workers, slots: make(chan struct{}, workers)} }
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	var (
		results = make([]Result, len(pages))
		next    = make(chan int)
		read    atomic.Int64
		all     sync.WaitGroup
	)
	go func() {
		defer close(next)
		for i := range pages {
			next <- i
		}
	}()
	for range p.workers {
		all.Go(func() {
			for p.take(ctx) == nil {
				i, ok := <-next
				if !ok {
					<-p.slots
					return
				}
				text, err := recognize(ctx, pages[i])
				<-p.slots
				results[i] = Result{Text: text, Err: err}
				read.Add(1)
			}
		})
	}
	all.Wait()
	if n := int(read.Load()); n < len(pages) {
		return nil, fmt.Errorf("read %d of %d pages: %w", n, len(pages), ctx.Err())
	}
	return results, nil
}

func (p *Pool) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Pool) Close() {}
