// want: wrong result in "one customer at a time, each once"
// "A buffered channel is a line. Who finds it full need not wait at all."
package boxoffice

import "sync/atomic"

type customer struct {
	sell   func()
	served chan struct{}
}

type Window struct {
	line    chan customer
	waiting atomic.Int64
	done    chan struct{}
}

func New() *Window {
	w := &Window{line: make(chan customer, 4), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		for c := range w.line {
			w.waiting.Add(-1)
			c.sell()
			close(c.served)
		}
	}()
	return w
}

func (w *Window) Serve(sell func()) {
	c := customer{sell, make(chan struct{})}
	w.waiting.Add(1)
	select {
	case w.line <- c:
		<-c.served
	default: // sold out, as good as
		w.waiting.Add(-1)
	}
}

func (w *Window) Waiting() int { return int(w.waiting.Load()) }

func (w *Window) Close() {
	close(w.line)
	<-w.done
}
