// want: wrong result in "the cause is reported"
// "Whoever is over his limit returns DeadlineExceeded." An encoder that was
// killed says that it was killed.
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
	outer := ctx
	ctx, cancel := clock(outer, p)
	defer cancel()
	if err := work(ctx, p.Name); err != nil {
		switch {
		case outer.Err() != nil:
			return errors.Join(err, context.Cause(outer))
		case p.Limit > 0 && ctx.Err() != nil && errors.Is(err, context.DeadlineExceeded):
			return errors.Join(err, ErrTooSlow)
		}
		return err
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = Run(ctx, part, work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
