// A condition variable for each who waits: Signal cannot wake the wrong one.
package boxoffice

import (
	"container/list"
	"sync"
)

type customer struct {
	called *sync.Cond
	turn   bool
}

type Window struct {
	mu   sync.Mutex
	busy bool
	line list.List // of *customer
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	if w.busy {
		me := &customer{called: sync.NewCond(&w.mu)}
		w.line.PushBack(me)
		for !me.turn {
			me.called.Wait()
		}
	}
	w.busy = true
	w.mu.Unlock()

	sell()

	w.mu.Lock()
	defer w.mu.Unlock()
	first := w.line.Front()
	if first == nil {
		w.busy = false
		return
	}
	next := w.line.Remove(first).(*customer)
	next.turn = true
	next.called.Signal()
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.line.Len()
}

func (w *Window) Close() {}
