// want: wrong result in "a limit stops what it is for"
// "One cancel for all." A limit of the sound stops the picture.
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
	return run(ctx, cancel, p, work)
}

func run(ctx context.Context, cancel context.CancelCauseFunc, p Part, work func(ctx context.Context, name string) error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if p.Limit > 0 {
		defer time.AfterFunc(p.Limit, func() { cancel(ErrTooSlow) }).Stop()
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
		parts.Go(func() { errs[i] = run(ctx, cancel, part, work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}
