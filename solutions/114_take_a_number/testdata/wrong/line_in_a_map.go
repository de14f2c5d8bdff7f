// want: wrong result in "customers are served in order of arrival"
// "Each has a number and a channel, kept in a map." A range over a map begins
// anywhere.
package boxoffice

import "sync"

type Window struct {
	mu   sync.Mutex
	busy bool
	next int
	line map[int]chan struct{}
}

func New() *Window { return &Window{line: map[int]chan struct{}{}} }

func (w *Window) Serve(sell func()) {
	w.mu.Lock()
	if w.busy {
		turn := make(chan struct{})
		w.line[w.next] = turn
		w.next++
		w.mu.Unlock()
		<-turn
	} else {
		w.busy = true
		w.mu.Unlock()
	}

	sell()

	w.mu.Lock()
	defer w.mu.Unlock()
	for number, turn := range w.line {
		close(turn)
		delete(w.line, number)
		return
	}
	w.busy = false
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.line)
}

func (w *Window) Close() {}
