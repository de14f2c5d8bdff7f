// want: stuck or busy wait
// "Tickets give the order, Signal wakes the next." Signal knows no tickets. Who
// took number 4 before number 3 came to the lock is woken in number 3's place,
// waits again, and nobody is woken any more.
package boxoffice

import (
	"sync"
	"sync/atomic"
)

type Window struct {
	next atomic.Int64

	mu      sync.Mutex
	called  *sync.Cond
	serving int64
}

func New() *Window {
	w := &Window{}
	w.called = sync.NewCond(&w.mu)
	return w
}

func (w *Window) Serve(sell func()) {
	ticket := w.next.Add(1) - 1
	w.mu.Lock()
	for w.serving != ticket {
		w.called.Wait()
	}
	w.mu.Unlock()

	sell()

	w.mu.Lock()
	w.serving++
	w.called.Signal()
	w.mu.Unlock()
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return int(max(0, w.next.Load()-w.serving-1))
}

func (w *Window) Close() {}
