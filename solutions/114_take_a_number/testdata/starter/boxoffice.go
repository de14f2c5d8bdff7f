// Package boxoffice sells the seats of a theatre.
package boxoffice

import (
	"sync"
	"sync/atomic"
)

// Window is the one window of the box office. It serves one customer at a
// time, in order of arrival:
//
//	w.Serve(func() {
//		if seats > 0 {
//			seats--
//			sold = true
//		}
//	})
//
// Serve and Waiting may be called from any goroutine.
type Window struct {
	mu      sync.Mutex
	waiting atomic.Int64
}

// New returns a window that is free, whatever goes on at others.
func New() *Window { return &Window{} }

// Serve calls sell, once, when it is the caller's turn, and returns after it.
// Whoever waits in Serve is served before all that call Serve afterwards.
//
// What is sold to one customer happens before what is sold to the next, so
// sell may use the theatre's variables without a lock of its own. It may call
// Waiting. It does not call Serve and does not panic.
func (w *Window) Serve(sell func()) {
	w.waiting.Add(1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting.Add(-1)
	sell()
}

// Waiting returns how many customers stand in line. Who is being served does
// not. It may be called at any time and waits for nobody.
func (w *Window) Waiting() int {
	return int(w.waiting.Load())
}

// Close ends whatever the window has running. Nothing is called after it.
func (w *Window) Close() {}
