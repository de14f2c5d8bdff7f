// want: panic in "the cause is reported"
// "A set has each error once." A map panics if its key is an error that cannot be
// compared, a list of errors for example.
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
	ctx, cancel := clock(ctx, p)
	defer cancel()
	if err := work(ctx, p.Name); err != nil {
		if ctx.Err() != nil {
			return once(err, context.Cause(ctx))
		}
		return once(err)
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = Run(ctx, part, work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}

func once(errs ...error) error {
	var all []error
	seen := map[error]bool{}
	for _, err := range errs {
		if !seen[err] {
			seen[err] = true
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
