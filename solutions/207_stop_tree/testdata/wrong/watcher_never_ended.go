// want: leak in "no goroutine is left behind"
// "A goroutine hands the stop down." It waits for one that may never come.
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
	defer cancel(nil)
	go func() {
		<-ctx.Done()
		cancel(context.Cause(ctx))
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
