// want: stuck in "no goroutine is left behind"
// "The clerk comes with the first customer." When none came, Close tells somebody to
// go home who is not there.
package boxoffice

import (
	"sync"
	"sync/atomic"
)

type Window struct {
	first   sync.Once
	line    chan chan struct{}
	waiting atomic.Int64
	stop    chan struct{}
}

func New() *Window {
	return &Window{line: make(chan chan struct{}), stop: make(chan struct{})}
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
	w.first.Do(func() { go w.run() })
	served := make(chan struct{})
	w.waiting.Add(1)
	w.line <- served
	w.waiting.Add(-1)
	defer close(served)
	sell()
}

func (w *Window) Waiting() int { return int(w.waiting.Load()) }

func (w *Window) Close() { w.stop <- struct{}{} }
