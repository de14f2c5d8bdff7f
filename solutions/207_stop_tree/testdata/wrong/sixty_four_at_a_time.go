// want: wrong result in "every part is worked on, at the same time"
// "No film has more than sixty-four parts side by side." The contract says
// however many.
package transcode

import (
	"context"
	"errors"
	"sync"
	"time"
)

const atOnce = 64

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
			return errors.Join(err, context.Cause(ctx))
		}
		return err
	}
	errs := make([]error, len(p.Parts))
	slots := make(chan struct{}, atOnce)
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			errs[i] = Run(ctx, part, work)
		})
	}
	parts.Wait()
	return errors.Join(errs...)
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
