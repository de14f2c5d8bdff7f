// Nobody but Run waits: one group, one list of errors under a lock, and all contexts
// are cancelled in the end.
package transcode

import (
	"context"
	"errors"
	"sync"
	"time"
)

var ErrTooSlow = errors.New("too slow")

type Part struct {
	Name  string
	Limit time.Duration
	Parts []Part
}

type run struct {
	work  func(ctx context.Context, name string) error
	calls sync.WaitGroup

	mu      sync.Mutex
	errs    []error
	cancels []context.CancelFunc
}

func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	r := &run{work: work}
	r.calls.Go(func() { r.part(ctx, p) })
	r.calls.Wait()
	for _, cancel := range r.cancels {
		cancel()
	}
	return errors.Join(r.errs...)
}

func (r *run) part(ctx context.Context, p Part) {
	if ctx.Err() != nil {
		r.failed(context.Cause(ctx))
		return
	}
	if p.Limit > 0 {
		limited, cancel := context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
		r.mu.Lock()
		r.cancels = append(r.cancels, cancel)
		r.mu.Unlock()
		ctx = limited
	}
	if err := r.work(ctx, p.Name); err != nil {
		r.failed(err)
		if ctx.Err() != nil {
			r.failed(context.Cause(ctx))
		}
		return
	}
	for _, sub := range p.Parts {
		r.calls.Go(func() { r.part(ctx, sub) })
	}
}

func (r *run) failed(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errs = append(r.errs, err)
}
