// want: wrong result or stuck in "Waiting tells the length of the line"
// "One lock for the tickets and for the window." While somebody is served,
// nobody gets a ticket or an answer; they wait for the mutex instead.
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
	defer w.mu.Unlock()
	ticket := w.next
	w.next++
	for w.serving != ticket {
		w.called.Wait()
	}
	sell()
	w.serving++
	w.called.Broadcast()
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.next - w.serving
}

func (w *Window) Close() {}
