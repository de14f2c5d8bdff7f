// fixed: the slot is given back on every path once it was taken

// Package limiter bounds how many calls run at once.
package limiter

import "context"

// Limiter lends slots.
type Limiter struct{ slots chan struct{} }

// New returns a limiter of n slots.
func New(n int) *Limiter { return &Limiter{make(chan struct{}, n)} }

// Do runs fn in a slot, or returns the context's error without running it.
func (l *Limiter) Do(ctx context.Context, fn func()) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	// Both may have been ready, and select picks either.
	defer func() { <-l.slots }()
	if err := ctx.Err(); err != nil {
		return err
	}
	fn()
	return nil
}

// Drain waits for the calls that run and lets no other begin.
func (l *Limiter) Drain() {
	for range cap(l.slots) {
		l.slots <- struct{}{}
	}
}
