// want: data race
// "Each has a channel of its own, so nothing is shared." The list is.
package boxoffice

import "sync/atomic"

type Window struct {
	busy atomic.Bool
	line []chan struct{}
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	if !w.busy.CompareAndSwap(false, true) {
		turn := make(chan struct{})
		w.line = append(w.line, turn)
		<-turn
	}

	sell()

	if len(w.line) == 0 {
		w.busy.Store(false)
		return
	}
	turn := w.line[0]
	w.line = w.line[1:]
	close(turn)
}

func (w *Window) Waiting() int { return len(w.line) }

func (w *Window) Close() {}
