// want: wrong result in "the cause is reported"
// "The context has an error; return it." It says that there was a stop, not why.
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
		return ctx.Err()
	}
	ctx, cancel := clock(ctx, p)
	defer cancel()
	if err := work(ctx, p.Name); err != nil {
		if errors.Is(context.Cause(ctx), ErrTooSlow) {
			return errors.Join(err, ErrTooSlow)
		}
		return err
	}
	if errors.Is(context.Cause(ctx), ErrTooSlow) {
		return ErrTooSlow
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
