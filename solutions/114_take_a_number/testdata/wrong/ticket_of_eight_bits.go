// want: wrong result or stuck in "one customer at a time, each once"
// "A number from 0 to 255, as on the paper tickets." Customer 256 has the number of
// the one at the window.
package boxoffice

import "sync"

type Window struct {
	mu      sync.Mutex
	called  *sync.Cond
	waiting int
	next    uint8
	serving uint8
}

func New() *Window {
	w := &Window{}
	w.called = sync.NewCond(&w.mu)
	return w
}

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	ticket := w.next
	w.next++
	w.waiting++
	for w.serving != ticket {
		w.called.Wait()
	}
	w.waiting--
	w.mu.Unlock()
	sell()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.serving++
	w.called.Broadcast()
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.waiting
}

func (w *Window) Close() {}
