// want: wrong result in "one customer at a time, each once"
// "Customers leave an order form, and a clerk goes through the pile." Serve
// returns before anything was sold.
package boxoffice

import "sync/atomic"

type Window struct {
	forms   chan func()
	waiting atomic.Int64
	done    chan struct{}
}

func New() *Window {
	w := &Window{forms: make(chan func(), 1024), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		for sell := range w.forms {
			w.waiting.Add(-1)
			sell()
		}
	}()
	return w
}

func (w *Window) Serve(sell func()) {
	w.waiting.Add(1)
	w.forms <- sell
}

func (w *Window) Waiting() int { return int(w.waiting.Load()) }

func (w *Window) Close() {
	close(w.forms)
	<-w.done
}
