// want: wrong result in "few goroutines, however many pages"
// "A goroutine that waits for a slot does no work." And it exists, with all that
// belongs to it.
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
	slots chan struct{}
}

func New(workers int) *Pool { return &Pool{slots: make(chan struct{}, workers)} }
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	var (
		results = make([]Result, len(pages))
		read    atomic.Int64
		all     sync.WaitGroup
	)
	for i, page := range pages {
		all.Go(func() {
			if p.take(ctx) != nil {
				return
			}
			defer func() { <-p.slots }()
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
			read.Add(1)
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
