// A clerk, a goroutine, who calls one customer after the other. Those who send
// on one channel are received from in order of arrival.
package boxoffice

import "sync/atomic"

type Window struct {
	line    chan chan struct{}
	waiting atomic.Int64
	stop    chan struct{}
}

func New() *Window {
	w := &Window{line: make(chan chan struct{}), stop: make(chan struct{})}
	go w.run()
	return w
}

func (w *Window) run() {
	for {
		select {
		case served := <-w.line:
			<-served
		case <-w.stop:
			return
		}
	}
}

func (w *Window) Serve(sell func()) {
	served := make(chan struct{})
	w.waiting.Add(1)
	w.line <- served
	w.waiting.Add(-1)
	defer close(served)
	sell()
}

func (w *Window) Waiting() int { return int(w.waiting.Load()) }

func (w *Window) Close() { close(w.stop) }
