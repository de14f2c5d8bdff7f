// Package ocr reads the scanned pages of old newspapers.
package ocr

import (
	"context"
	"fmt"
)

// Result is what came of one page: its text, or the reason why it could not be
// read.
type Result struct {
	Text string
	Err  error
}

// Pool reads pages with a fixed number of workers:
//
//	p := ocr.New(8)
//	defer p.Close()
//	results, err := p.Read(ctx, volume, recognize)
//
// Read may be called from any goroutine, also while another Read is running.
type Pool struct {
	workers int
}

// New returns a pool with so many workers, one or more.
func New(workers int) *Pool { return &Pool{workers: workers} }

// Read calls recognize for each of the pages and returns what came of them, in
// the order of pages. A page that cannot be read stops no other one: its error
// is in its result.
//
// All Reads of a pool share its workers: at any time recognize is running for
// as many pages as there are workers, and no more; and for fewer only if no
// page is left to begin. It is called on any goroutine, once for each element
// of pages, is given ctx or a context made from it, and may take its time. It
// does not panic, and does not use the pool.
//
// Once ctx is done, Read begins no other page. It returns when the pages that
// were begun have ended, and if there were others, its error wraps ctx.Err();
// the results that come with it count for nothing.
//
// However many pages there are, while a single Read is running there are at
// most 2 × workers + 10 goroutines more than there were before New.
func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	type finished struct {
		i int // of pages
		Result
	}
	done := make(chan finished, p.workers)
	for i, page := range pages {
		go func() {
			text, err := recognize(ctx, page)
			done <- finished{i, Result{Text: text, Err: err}}
		}()
	}

	results := make([]Result, len(pages))
	for n := range pages {
		select {
		case f := <-done:
			results[f.i] = f.Result
		case <-ctx.Done():
			return nil, fmt.Errorf("read %d of %d pages: %w", n, len(pages), ctx.Err())
		}
	}
	return results, nil
}

// Close ends whatever the pool has running. It is called once, when no Read is
// running, and nothing is called after it.
func (p *Pool) Close() {}
