// The values without the stop, and AfterFunc to hand the stop down.
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
	own, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	defer context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })()
	if p.Limit > 0 {
		defer time.AfterFunc(p.Limit, func() { cancel(ErrTooSlow) }).Stop()
	}
	if err := work(own, p.Name); err != nil {
		if own.Err() != nil {
			return errors.Join(err, context.Cause(own))
		}
		return err
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = Run(own, part, work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}
