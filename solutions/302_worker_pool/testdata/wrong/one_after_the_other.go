// want: wrong result in "no worker is idle while a page is left"
// "Then memory is no problem, and the order is right by itself."
package ocr

import (
	"context"
	"fmt"
)

type Result struct {
	Text string
	Err  error
}

type Pool struct{}

func New(workers int) *Pool { return &Pool{} }
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	results := make([]Result, len(pages))
	for i, page := range pages {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
		text, err := recognize(ctx, page)
		results[i] = Result{Text: text, Err: err}
	}
	return results, nil
}

func (p *Pool) Close() {}
