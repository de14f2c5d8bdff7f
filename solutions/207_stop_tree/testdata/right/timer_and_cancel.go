// A context with a cause for each part, and a timer that cancels it.
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
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if p.Limit > 0 {
		limit := time.AfterFunc(p.Limit, func() { cancel(ErrTooSlow) })
		defer limit.Stop()
	}
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
	return errors.Join(errs...)
}
