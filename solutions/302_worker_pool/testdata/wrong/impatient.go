// want: wrong result in "no more pages than workers at once"
// "If no worker is free for a minute, one must have died: take another one."
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
	slots chan struct{}
}

func New(workers int) *Pool { return &Pool{slots: make(chan struct{}, workers)} }
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	results := make([]Result, len(pages))
	var begun sync.WaitGroup
	for i, page := range pages {
		slot, err := p.take(ctx)
		if err != nil {
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
		begun.Go(func() {
			if slot {
				defer func() { <-p.slots }()
			}
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err}
		})
	}
	begun.Wait()
	return results, nil
}

func (p *Pool) take(ctx context.Context) (slot bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	select {
	case p.slots <- struct{}{}:
		return true, nil
	case <-time.After(time.Minute):
		return false, nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

func (p *Pool) Close() {}
