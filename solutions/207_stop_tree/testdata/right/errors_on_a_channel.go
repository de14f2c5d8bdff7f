// Each part sends what went wrong in it to the part that it is in.
package transcode

import (
	"context"
	"errors"
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
	err := work(ctx, p.Name)
	switch {
	case err != nil && ctx.Err() != nil:
		return errors.Join(context.Cause(ctx), err)
	case err != nil:
		return err
	}
	results := make(chan error)
	for _, part := range p.Parts {
		go func() { results <- Run(ctx, part, work) }()
	}
	for range p.Parts {
		err = errors.Join(err, <-results)
	}
	return err
}

func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
