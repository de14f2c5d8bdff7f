// One context for the whole call, and nobody asks ctx itself: if it is of a type that
// package context does not know, it is heard a moment later.
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
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return run(ctx, p, work)
}

func run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if p.Limit != 0 {
		limited, cancel := context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
		defer cancel()
		ctx = limited
	}
	if err := work(ctx, p.Name); err != nil {
		return errors.Join(err, context.Cause(ctx))
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = run(ctx, part, work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}
