// want: wrong result in "Waiting tells the length of the line"
// "Everybody with a ticket is waiting." Except for the one at the window.
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
	w.mu.Lock()
	ticket := w.next
	w.next++
	for w.serving != ticket {
		w.called.Wait()
	}
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
	return w.next - w.serving
}

func (w *Window) Close() {}
