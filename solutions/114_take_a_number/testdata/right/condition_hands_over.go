// One condition variable; the window stays taken when it changes hands.
package boxoffice

import "sync"

type Window struct {
	mu    sync.Mutex
	cond  *sync.Cond
	queue []*bool
	busy  bool
}

func New() *Window {
	w := &Window{}
	w.cond = sync.NewCond(&w.mu)
	return w
}

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	if w.busy {
		called := new(bool)
		w.queue = append(w.queue, called)
		for !*called {
			w.cond.Wait()
		}
	}
	w.busy = true
	w.mu.Unlock()
	sell()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.queue) > 0 {
		*w.queue[0] = true
		w.queue = w.queue[1:]
		w.cond.Broadcast()
		return
	}
	w.busy = false
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.queue)
}

func (w *Window) Close() {}
