// No lock: arrivals are pushed on an atomic stack; the one who leaves turns it
// round when the line in order is used up.
package boxoffice

import "sync/atomic"

type customer struct {
	turn chan struct{}
	next *customer
}

type Window struct {
	arrivals atomic.Pointer[customer]
	inside   atomic.Int64 // in line or at the window
	line     *customer    // in order; owned by who is at the window
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	me := &customer{turn: make(chan struct{})}
	for {
		me.next = w.arrivals.Load()
		if w.arrivals.CompareAndSwap(me.next, me) {
			break
		}
	}
	if w.inside.Add(1) > 1 {
		<-me.turn
	} else {
		w.call()
		<-me.turn
	}
	sell()
	if w.inside.Add(-1) > 0 {
		w.call()
	}
}

// call wakes the first. Somebody has arrived.
func (w *Window) call() {
	if w.line == nil {
		for c := w.arrivals.Swap(nil); c != nil; {
			next := c.next
			c.next = w.line
			w.line = c
			c = next
		}
	}
	first := w.line
	w.line = first.next
	close(first.turn)
}

func (w *Window) Waiting() int { return int(max(0, w.inside.Load()-1)) }

func (w *Window) Close() {}
