// Package transcode makes the versions of a film that people watch.
package transcode

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrTooSlow is why a part that has used up its limit is stopped.
var ErrTooSlow = errors.New("too slow")

// Part is a part of the work on a film, with the parts that it falls into.
type Part struct {
	Name  string
	Limit time.Duration // for its own work and all parts in it; 0 is no limit
	Parts []Part        // begun together, once its own work is done
}

// Run does a part and all parts in it: it calls work for p, then, if that
// returned nil, for all parts in p at the same time, and so on downwards. It
// returns after the last call has, with all errors joined, or nil.
//
// When ctx is done, or the limit of a part is over, those calls that are
// running in it are stopped: the context that work was given is done, with the
// same cause, or with ErrTooSlow. No call begins after that, and the error that
// Run returns has the cause in it.
//
// The context that work is given has the values of ctx. work does not panic.
func Run(ctx context.Context, p Part, work func(ctx context.Context, name string) error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ctx, cancel := clock(ctx, p)
	// The parts in this one use ctx as well, and Run waits for them.
	defer cancel()

	if err := work(ctx, p.Name); err != nil {
		if ctx.Err() != nil {
			// work may have its own word for having been stopped.
			err = errors.Join(err, context.Cause(ctx))
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

// clock returns the context in which a part and all parts in it are worked on,
// a child of the one that the part is in, and a function that must be called
// when they are done.
func clock(ctx context.Context, p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, p.Limit, ErrTooSlow)
}
