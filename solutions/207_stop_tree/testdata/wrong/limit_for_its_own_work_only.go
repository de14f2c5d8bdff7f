// want: wrong result in "a limit stops what it is for"
// "The limit is for the part." And for all parts in it.
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
	own, cancel := clock(ctx, p)
	defer cancel()
	if err := work(own, p.Name); err != nil {
		if own.Err() != nil {
			return errors.Join(err, context.Cause(own))
		}
		return err
	}
	if own.Err() != nil && len(p.Parts) > 0 {
		return context.Cause(own)
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
