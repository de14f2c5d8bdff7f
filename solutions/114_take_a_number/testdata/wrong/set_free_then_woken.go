// want: wrong result in "customers are served in order of arrival"
// "A list of channels; who leaves frees the window and wakes the first." In
// between it is free, and who comes along takes it.
package boxoffice

import "sync"

type Window struct {
	mu   sync.Mutex
	busy bool
	line []chan struct{}
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	for w.busy {
		turn := make(chan struct{})
		w.line = append(w.line, turn)
		w.mu.Unlock()
		<-turn
		w.mu.Lock()
	}
	w.busy = true
	w.mu.Unlock()

	sell()

	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy = false
	if len(w.line) > 0 {
		close(w.line[0])
		w.line = w.line[1:]
	}
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.line)
}

func (w *Window) Close() {}
