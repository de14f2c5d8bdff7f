// want: wrong result in "the cause is reported"
// "Forty times the same line helps nobody." Two errors can have the same words; a caller
// asks errors.Is for either.
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

func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ctx, cancel := clock(ctx, p)
	defer cancel()
	if err := work(ctx, p.Name); err != nil {
		if ctx.Err() != nil {
			return errors.Join(err, context.Cause(ctx))
		}
		return err
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = Run(ctx, part, work) })
	}
	parts.Wait()
	return once(errs)
}

func once(errs []error) error {
	var all []error
	said := map[string]bool{}
	for _, err := range errs {
		if err != nil && !said[err.Error()] {
			said[err.Error()] = true
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
