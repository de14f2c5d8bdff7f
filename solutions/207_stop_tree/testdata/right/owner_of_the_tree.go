// One goroutine, that of Run, knows the tree: calls report to it, and it alone begins
// others and collects errors.
package transcode

import (
	"context"
	"errors"
	"time"
)

var ErrTooSlow = errors.New("too slow")

type Part struct {
	Name  string
	Limit time.Duration
	Parts []Part
}

type report struct {
	ctx  context.Context
	part Part
	err  error
}

func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	var (
		reports = make(chan report)
		running int
		errs    []error
	)
	begin := func(ctx context.Context, p Part) {
		if ctx.Err() != nil {
			errs = append(errs, context.Cause(ctx))
			return
		}
		running++
		go func() { reports <- report{ctx, p, work(ctx, p.Name)} }()
	}
	limited := func(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
		if p.Limit == 0 {
			return ctx, func() {}
		}
		return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
	}
	root, cancel := limited(ctx, p)
	defer cancel()
	begin(root, p)
	for running > 0 {
		r := <-reports
		running--
		if r.err != nil {
			errs = append(errs, r.err)
			if r.ctx.Err() != nil {
				errs = append(errs, context.Cause(r.ctx))
			}
			continue
		}
		for _, sub := range r.part.Parts {
			below, cancel := limited(r.ctx, sub)
			defer cancel() // when all is over
			begin(below, sub)
		}
	}
	return errors.Join(errs...)
}
