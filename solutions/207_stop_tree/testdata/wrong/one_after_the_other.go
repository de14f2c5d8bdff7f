// want: wrong result in "a stop reaches everyone, at once"
// "Stop the parts in their order, and wait for each, so that nothing is torn."
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

func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	own, cancel := clock(context.WithoutCancel(ctx), p)
	defer cancel(nil)
	if len(p.Parts) == 0 {
		stop := context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })
		defer stop()
	}
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
	done := make([]chan struct{}, len(p.Parts))
	stops := make([]context.CancelCauseFunc, len(p.Parts))
	for i, part := range p.Parts {
		below, stop := context.WithCancelCause(context.WithoutCancel(ctx))
		done[i], stops[i] = make(chan struct{}), stop
		go func() {
			defer close(done[i])
			errs[i] = Run(below, part, work)
		}()
	}
	for i := range done {
		select {
		case <-done[i]:
		case <-ctx.Done():
			stops[i](context.Cause(ctx))
			<-done[i]
		case <-own.Done():
			stops[i](context.Cause(own))
			<-done[i]
		}
	}
	for _, stop := range stops {
		stop(nil)
	}
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
