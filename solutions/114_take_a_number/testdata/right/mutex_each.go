// Everybody waits for a mutex that the one before unlocks.
package boxoffice

import "sync"

type Window struct {
	mu   sync.Mutex
	busy bool
	line []*sync.Mutex
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	if w.busy {
		turn := new(sync.Mutex)
		turn.Lock()
		w.line = append(w.line, turn)
		w.mu.Unlock()
		turn.Lock()
	} else {
		w.busy = true
		w.mu.Unlock()
	}
	sell()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.line) == 0 {
		w.busy = false
		return
	}
	w.line[0].Unlock()
	w.line = w.line[1:]
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.line)
}

func (w *Window) Close() {}
