// Tickets and one condition variable: all wake up, all look at the display, one
// goes to the window. With a hundred in line that is a hundred wake-ups a turn.
package boxoffice

import "sync"

type Window struct {
	mu      sync.Mutex
	called  *sync.Cond
	next    int
	serving int
}

func New() *Window {
	w := &Window{}
	w.called = sync.NewCond(&w.mu)
	return w
}

func (w *Window) Serve(sell func()) {
	w.wait()
	defer w.call()
	sell()
}

func (w *Window) wait() {
	w.mu.Lock()
	defer w.mu.Unlock()
	ticket := w.next
	w.next++
	for w.serving != ticket {
		w.called.Wait()
	}
}

func (w *Window) call() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.serving++
	w.called.Broadcast()
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return max(0, w.next-w.serving-1)
}

func (w *Window) Close() {}
