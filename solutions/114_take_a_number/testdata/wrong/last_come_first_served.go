// want: wrong result in "customers are served in order of arrival"
// "A list of those who wait, append and cut off." At the same end.
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
	if w.busy {
		turn := make(chan struct{})
		w.line = append(w.line, turn)
		w.mu.Unlock()
		<-turn
	} else {
		w.busy = true
		w.mu.Unlock()
	}

	sell()

	w.mu.Lock()
	defer w.mu.Unlock()
	if last := len(w.line) - 1; last >= 0 {
		close(w.line[last])
		w.line = w.line[:last]
	} else {
		w.busy = false
	}
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.line)
}

func (w *Window) Close() {}
