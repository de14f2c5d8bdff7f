// want: wrong result in "a stop reaches everyone, at once"
// "They have ten milliseconds to obey."
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
	done := make(chan error, 1)
	go func() {
		defer cancel()
		done <- run(ctx, p, work)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		time.Sleep(10 * time.Millisecond)
		select {
		case err := <-done:
			return err
		default:
			return context.Cause(ctx)
		}
	}
}

func run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	if err := work(ctx, p.Name); err != nil {
		if ctx.Err() != nil {
			return errors.Join(err, context.Cause(ctx))
		}
		return err
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = Run(ctx, part, work) })
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
