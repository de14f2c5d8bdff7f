// Package ocr reads the scanned pages of old newspapers.
package ocr

import (
	"context"
	"fmt"
	"sync"
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
	jobs    chan func() // without room: who has sent a job knows that a worker has it
	workers sync.WaitGroup
}

// New returns a pool with so many workers, one or more.
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
	results := make([]Result, len(pages))
	var begun sync.WaitGroup
	for i, page := range pages {
		begun.Add(1)
		err := p.hand(ctx, func() {
			defer begun.Done()
			text, err := recognize(ctx, page)
			results[i] = Result{Text: text, Err: err} // nobody else's element
		})
		if err != nil {
			begun.Done() // this one is not
			begun.Wait()
			return nil, fmt.Errorf("read %d of %d pages: %w", i, len(pages), err)
		}
	}
	begun.Wait()
	return results, nil
}

// hand waits for a worker that is free and gives it the job.
func (p *Pool) hand(ctx context.Context, job func()) error {
	// A select with two cases that are ready tosses a coin, so ask first.
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

// Close ends whatever the pool has running. It is called once, when no Read is
// running, and nothing is called after it.
func (p *Pool) Close() {
	close(p.jobs)
	p.workers.Wait()
}
