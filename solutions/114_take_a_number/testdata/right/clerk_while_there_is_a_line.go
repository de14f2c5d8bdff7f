// A clerk who calls sell himself, and who is there only while somebody wants
// something.
package boxoffice

import (
	"container/list"
	"sync"
)

type customer struct {
	sell   func()
	served chan struct{}
}

type Window struct {
	mu     sync.Mutex
	line   *list.List
	open   bool
	clerks sync.WaitGroup
}

func New() *Window { return &Window{line: list.New()} }

func (w *Window) Serve(sell func()) {
	c := &customer{sell: sell, served: make(chan struct{})}
	w.mu.Lock()
	w.line.PushBack(c)
	if !w.open {
		w.open = true
		w.clerks.Go(w.clerk)
	}
	w.mu.Unlock()
	<-c.served
}

func (w *Window) clerk() {
	for {
		w.mu.Lock()
		e := w.line.Front()
		if e == nil {
			w.open = false
			w.mu.Unlock()
			return
		}
		c := w.line.Remove(e).(*customer)
		w.mu.Unlock()
		c.sell()
		close(c.served)
	}
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.line.Len()
}

func (w *Window) Close() { w.clerks.Wait() }
