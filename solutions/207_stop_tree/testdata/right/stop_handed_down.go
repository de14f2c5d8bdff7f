// No child contexts of ctx: the values are kept, and a goroutine for each part hands
// the stop down; it ends with the part.
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
	over, ended := make(chan struct{}), make(chan struct{})
	defer func() {
		close(over)
		<-ended
	}()
	go func() {
		defer close(ended)
		var limit <-chan time.Time
		if p.Limit > 0 {
			timer := time.NewTimer(p.Limit)
			defer timer.Stop()
			limit = timer.C
		}
		select {
		case <-ctx.Done():
			cancel(context.Cause(ctx))
		case <-limit:
			cancel(ErrTooSlow)
		case <-over:
			cancel(nil)
		}
	}()
	if err := work(own, p.Name); err != nil {
		if own.Err() != nil {
			return errors.Join(err, context.Cause(own))
		}
		return err
	}
	errs := make([]error, len(p.Parts))
	var parts sync.WaitGroup
	for i, part := range p.Parts {
		parts.Go(func() { errs[i] = Run(own, part, work) })
	}
	parts.Wait()
	return errors.Join(errs...)
}
