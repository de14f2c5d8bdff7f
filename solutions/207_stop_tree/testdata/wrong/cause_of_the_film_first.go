// want: wrong result in "the cause is reported"
// "If the film was stopped, that is the reason." Not for a part whose limit had been
// over before.
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
	film context.Context
	work func(ctx context.Context, name string) error
}

func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	r := &run{film: ctx, work: work}
	return r.part(ctx, p)
}

func (r *run) part(ctx context.Context, p Part) error {
	if cause := r.stopped(ctx); cause != nil {
		return cause
	}
	ctx, cancel := clock(ctx, p)
	defer cancel()
	if err := r.work(ctx, p.Name); err != nil {
		return errors.Join(err, r.stopped(ctx))
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = r.part(ctx, part) })
	}
	parts.Wait()
	return errors.Join(errs...)
}

// stopped returns why what runs in ctx was stopped.
func (r *run) stopped(ctx context.Context) error {
	if r.film.Err() != nil {
		return context.Cause(r.film)
	}
	return context.Cause(ctx)
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
