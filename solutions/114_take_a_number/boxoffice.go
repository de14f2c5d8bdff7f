// Package boxoffice sells the seats of a theatre.
package boxoffice

import "sync"

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
	mu   sync.Mutex
	busy bool            // guarded by mu; somebody is being served, or about to be
	line []chan struct{} // guarded by mu; one for each who waits, closed when it is their turn
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
	if turn := w.arrive(); turn != nil {
		<-turn
	}
	defer w.leave()
	sell()
}

// arrive takes the window if it is free, and else a place in the line. mu is
// held for this decision only, never while somebody is served.
func (w *Window) arrive() (turn chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.busy {
		w.busy = true
		return nil
	}
	turn = make(chan struct{})
	w.line = append(w.line, turn)
	return turn
}

// leave hands the window over to the first in line. It stays busy meanwhile:
// whoever arrives before the next one has woken up finds it taken.
func (w *Window) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.line) == 0 {
		w.busy = false
		return
	}
	close(w.line[0])
	w.line[0] = nil // the array behind the slice shall not keep it alive
	w.line = w.line[1:]
}

// Waiting returns how many customers stand in line. Who is being served does
// not. It may be called at any time and waits for nobody.
func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.line)
}

// Close ends whatever the window has running. Nothing is called after it.
func (w *Window) Close() {}
