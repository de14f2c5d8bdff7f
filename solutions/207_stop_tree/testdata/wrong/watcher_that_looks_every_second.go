// want: busy wait in "a stop reaches everyone, at once"
// "It hears the stop at once, and looks every second to be on the safe side." All
// the fifty minutes of a film in which nothing happens.
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
	own, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	over := make(chan struct{})
	var watcher sync.WaitGroup
	defer watcher.Wait()
	defer close(over)
	defer cancel(nil)
	watcher.Go(func() {
		for {
			select {
			case <-over:
				return
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
			if ctx.Err() != nil {
				cancel(context.Cause(ctx))
				return
			}
		}
	})
	return run(own, p, work)
}

func run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
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
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = run(ctx, part, work) })
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
