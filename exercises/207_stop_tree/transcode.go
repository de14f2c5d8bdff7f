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
		return ctx.Err()
	}
	own, cancel := clock(p)
	defer cancel()
	if err := work(own, p.Name); err != nil {
		if own.Err() != nil {
			return errors.Join(err, context.Cause(own))
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

// clock returns the context in which a part is worked on, and a function that
// must be called when the part is done.
func clock(p Part) (context.Context, context.CancelFunc) {
	if p.Limit == 0 {
		return context.WithCancel(context.Background())
	}
	return context.WithTimeoutCause(context.Background(), p.Limit, ErrTooSlow)
}
