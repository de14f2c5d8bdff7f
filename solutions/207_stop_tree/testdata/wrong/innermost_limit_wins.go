// want: wrong result in "a limit stops what it is for"
// "A part with a limit of its own does not need the one around it."
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
	return run(ctx, ctx, p, work)
}

// run is given the context of the whole film as well.
func run(film, ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if p.Limit > 0 {
		limited, cancel := context.WithTimeoutCause(film, p.Limit, ErrTooSlow)
		defer cancel()
		ctx = limited
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
		parts.Go(func() { errs[i] = run(film, ctx, part, work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}
