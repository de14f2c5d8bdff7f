// want: wrong result in "a stop reaches everyone, at once"
// "A goroutine asks twice a second whether there was a stop."
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
	own, cancel := clock(context.WithoutCancel(ctx), p)
	over := make(chan struct{})
	defer close(over)
	defer cancel(nil)
	go func() {
		for {
			select {
			case <-over:
				return
			case <-time.After(500 * time.Millisecond):
			}
			if ctx.Err() != nil {
				cancel(context.Cause(ctx))
				return
			}
		}
	}()
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

func clock(ctx context.Context, p Part) (context.Context, context.CancelCauseFunc) {
	own, cancel := context.WithCancelCause(ctx)
	if p.Limit == 0 {
		return own, cancel
	}
	limit := time.AfterFunc(p.Limit, func() { cancel(ErrTooSlow) })
	return own, func(cause error) {
		limit.Stop()
		cancel(cause)
	}
}
