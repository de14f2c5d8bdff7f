// want: wrong result in "customers are served in order of arrival"
// "A condition variable wakes the one who has waited longest." It wakes; the
// flag is free for anybody until that one runs, who then goes to the end.
package boxoffice

import "sync"

type Window struct {
	mu      sync.Mutex
	free    *sync.Cond
	busy    bool
	waiting int
}

func New() *Window {
	w := &Window{}
	w.free = sync.NewCond(&w.mu)
	return w
}

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	w.waiting++
	for w.busy {
		w.free.Wait()
	}
	w.waiting--
	w.busy = true
	w.mu.Unlock()

	sell()

	w.mu.Lock()
	w.busy = false
	w.free.Signal()
	w.mu.Unlock()
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.waiting
}

func (w *Window) Close() {}
