// A channel with room for one. Where somebody waits, the place is handed over
// and never free, and those who send are served in order of arrival.
package boxoffice

import "sync/atomic"

type Window struct {
	place   chan struct{}
	waiting atomic.Int64
}

func New() *Window { return &Window{place: make(chan struct{}, 1)} }

func (w *Window) Serve(sell func()) {
	w.waiting.Add(1)
	w.place <- struct{}{}
	w.waiting.Add(-1)
	defer func() { <-w.place }()
	sell()
}

func (w *Window) Waiting() int { return int(w.waiting.Load()) }

func (w *Window) Close() {}
