// Package pace keeps a program from calling a service more often than it may.
package pace

import (
	"context"
	"time"
)

// Limiter lets calls to a service through at a rate:
//
//	if err := limiter.Wait(ctx); err != nil {
//		return err
//	}
//	return service.Find(ctx, address)
//
// Wait may be called from any goroutine.
type Limiter struct {
	interval time.Duration // one call each
	burst    int

	// turn is a lock that one can stop waiting for. Who has put something into
	// it owns the fields below, and is the only one who waits for the time.
	turn    chan struct{}
	saved   int       // calls that may be made now
	counted time.Time // up to here they are saved up
}

// New returns a limiter for rate calls a second. Calls that are not made are
// saved up, at most burst of them, and burst are there at the beginning. Both
// numbers are at least 1.
func New(rate, burst int) *Limiter {
	return &Limiter{
		interval: time.Second / time.Duration(rate),
		burst:    burst,
		turn:     make(chan struct{}, 1),
		saved:    burst,
		counted:  time.Now(),
	}
}

// Wait returns nil as soon as the caller may make one call. When ctx is done it
// gives up at once and returns an error in which errors.Is finds ctx.Err(); then
// it has taken nothing.
func (l *Limiter) Wait(ctx context.Context) error {
	// Asked first: select chooses at random if both are ready.
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}

	l.save()
	for l.saved == 0 {
		due := time.NewTimer(time.Until(l.counted.Add(l.interval)))
		select {
		case <-due.C:
		case <-ctx.Done():
			due.Stop()
			return ctx.Err()
		}
		l.save()
	}
	l.saved-- // only now, so that who leaves has nothing to give back
	return nil
}

// save counts the calls that have been saved up meanwhile. The caller has the
// turn.
func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

// Close ends whatever the limiter has running. It is called once, when nobody
// waits any more.
func (l *Limiter) Close() {}
