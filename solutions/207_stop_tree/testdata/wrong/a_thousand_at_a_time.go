// want: wrong result in "every part is worked on, at the same time"
// "Sixty-four were too few. Nobody cuts a film into more than a thousand parts."
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

const atOnce = 1000

func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	return run(ctx, p, work, make(chan struct{}, atOnce))
}

func run(ctx context.Context, p Part, work func(ctx context.Context, name string) error, slots chan struct{}) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ctx, cancel := clock(ctx, p)
	defer cancel()
	slots <- struct{}{}
	err := work(ctx, p.Name)
	<-slots
	if err != nil {
		if ctx.Err() != nil {
			return errors.Join(err, context.Cause(ctx))
		}
		return err
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = run(ctx, part, work, slots) })
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
