// want: wrong result in "the context ends a Read"
// "AfterFunc wakes all who wait when ctx is done." A Read that has looked at ctx
// and is not waiting yet misses it: only under the lock nobody is in between.
package ocr

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

type Result struct {
	Text string
	Err  error
}

type read struct {
	ctx       context.Context
	pages     []int
	next      int
	running   int
	recognize func(page int) Result
	results   []Result
}

type Pool struct {
	mu      sync.Mutex
	changed *sync.Cond
	queue   []*read
	closed  bool
	workers sync.WaitGroup
}

func New(workers int) *Pool {
	p := &Pool{}
	p.changed = sync.NewCond(&p.mu)
	for range workers {
		p.workers.Go(p.work)
	}
	return p
}

func (p *Pool) work() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		for len(p.queue) == 0 && !p.closed {
			p.changed.Wait()
		}
		if p.closed {
			return
		}
		r := p.queue[0]
		if r.ctx.Err() != nil {
			p.leave(r)
			continue
		}
		i := r.next
		r.next++
		r.running++
		if r.next == len(r.pages) {
			p.queue = p.queue[1:]
		}
		p.mu.Unlock()
		result := r.recognize(r.pages[i])
		p.mu.Lock()
		r.results[i] = result
		r.running--
		p.changed.Broadcast()
	}
}

func (p *Pool) Read(ctx context.Context, pages []int, recognize func(ctx context.Context, page int) (string, error)) ([]Result, error) {
	r := &read{
		ctx:     ctx,
		pages:   pages,
		results: make([]Result, len(pages)),
		recognize: func(page int) Result {
			text, err := recognize(ctx, page)
			return Result{Text: text, Err: err}
		},
	}
	defer context.AfterFunc(ctx, p.changed.Broadcast)()

	p.mu.Lock()
	defer p.mu.Unlock()
	if len(pages) > 0 && ctx.Err() == nil {
		p.queue = append(p.queue, r)
		p.changed.Broadcast()
	}
	for r.running > 0 || r.next < len(pages) && ctx.Err() == nil {
		p.changed.Wait()
	}
	p.leave(r)
	if r.next < len(pages) {
		return nil, fmt.Errorf("read %d of %d pages: %w", r.next, len(pages), ctx.Err())
	}
	return r.results, nil
}

// leave takes a Read out of the queue, if it is in it.
func (p *Pool) leave(r *read) {
	if i := slices.Index(p.queue, r); i >= 0 {
		p.queue = slices.Delete(p.queue, i, i+1)
	}
	p.changed.Broadcast()
}

func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	p.changed.Broadcast()
	p.mu.Unlock()
	p.workers.Wait()
}
