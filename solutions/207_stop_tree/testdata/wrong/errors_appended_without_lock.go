// want: data race or wrong result in "the cause is reported"
// "All put their errors into one list."
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
	var errs []error
	run(ctx, p, work, &errs)
	return errors.Join(errs...)
}

func run(ctx context.Context, p Part, work func(ctx context.Context, name string) error, errs *[]error) {
	if ctx.Err() != nil {
		*errs = append(*errs, context.Cause(ctx))
		return
	}
	ctx, cancel := clock(ctx, p)
	defer cancel()
	if err := work(ctx, p.Name); err != nil {
		*errs = append(*errs, err)
		if ctx.Err() != nil {
			*errs = append(*errs, context.Cause(ctx))
		}
		return
	}
	var parts sync.WaitGroup
	for _, part := range p.Parts {
		parts.Go(func() { run(ctx, part, work, errs) })
	}
	parts.Wait()
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
