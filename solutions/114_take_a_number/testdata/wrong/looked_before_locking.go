// want: stuck
// "The display is atomic, so one can look at it without the lock." It changes
// between the look and the Wait, and the Broadcast is over by then.
package boxoffice

import (
	"sync"
	"sync/atomic"
)

type Window struct {
	next    atomic.Int64
	serving atomic.Int64
	mu      sync.Mutex
	called  *sync.Cond
}

func New() *Window {
	w := &Window{}
	w.called = sync.NewCond(&w.mu)
	return w
}

func (w *Window) Serve(sell func()) {
	ticket := w.next.Add(1) - 1
	for w.serving.Load() != ticket {
		w.mu.Lock()
		w.called.Wait()
		w.mu.Unlock()
	}
	sell()
	w.serving.Add(1)
	w.called.Broadcast()
}

func (w *Window) Waiting() int { return int(max(0, w.next.Load()-w.serving.Load()-1)) }

func (w *Window) Close() {}
