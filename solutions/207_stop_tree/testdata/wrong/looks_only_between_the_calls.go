// want: wrong result in "a stop reaches everyone, at once"
// "It looks before and after each call, and says why it stopped." What is running
// goes on.
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
	own, cancel := clock(p)
	defer cancel()
	err := work(own, p.Name)
	if ctx.Err() != nil {
		return errors.Join(err, context.Cause(ctx))
	}
	if own.Err() != nil {
		return errors.Join(err, context.Cause(own))
	}
	if err != nil {
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

func clock(p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(context.Background())
	}
	return context.WithTimeoutCause(context.Background(), p.Limit, ErrTooSlow)
}
