// It looks when the work on a part is done, and begins its parts or does not: they are
// begun at the same time, and do not look again.
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
	if p.Limit != 0 {
		limited, cancel := context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
		defer cancel()
		ctx = limited
	}
	return begin(ctx, p, work)
}

func begin(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	err := work(ctx, p.Name)
	switch {
	case err != nil:
		return errors.Join(err, context.Cause(ctx))
	case len(p.Parts) > 0 && ctx.Err() != nil:
		return context.Cause(ctx)
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		below, cancel := ctx, context.CancelFunc(func() {})
		if part.Limit != 0 {
			below, cancel = context.WithTimeoutCause(ctx, part.Limit, ErrTooSlow)
		}
		parts.Go(func() {
			defer cancel()
			errs[i] = begin(below, part, work)
		})
	}
	parts.Wait()
	return errors.Join(errs...)
}
