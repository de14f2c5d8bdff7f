// fixed: the lock is released by defer, also when the callback panics

// Package lease runs a callback for whoever holds the lease.
package lease

import (
	"fmt"
	"sync"
)

// Lease is held by one owner at a time.
type Lease struct {
	mu    sync.Mutex
	owner string
	terms map[string]int
}

// New returns a lease that nobody holds.
func New() *Lease { return &Lease{terms: make(map[string]int)} }

// With makes owner the holder while fn runs with the owner before it.
func (l *Lease) With(owner string, fn func(previous string)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	previous := l.owner
	l.owner = owner
	l.terms[owner]++
	fn(previous)
}

// Serve runs fn with the lease and turns a panic into an error.
func (l *Lease) Serve(owner string, fn func(previous string)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("lease of %s: %v", owner, r)
		}
	}()
	l.With(owner, fn)
	return nil
}

// Terms returns how often owner held the lease.
func (l *Lease) Terms(owner string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.terms[owner]
}
