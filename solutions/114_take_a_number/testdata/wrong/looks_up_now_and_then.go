// want: busy wait in "waiting burns no CPU"
// "In case a call is lost, everybody looks up every ten milliseconds." None is lost,
// and all in line wake up a hundred times a second.
package boxoffice

import (
	"sync"
	"time"
)

type Window struct {
	mu   sync.Mutex
	busy bool
	line []chan struct{}
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	if turn := w.arrive(); turn != nil {
		for waiting := true; waiting; {
			select {
			case <-turn:
				waiting = false
			case <-time.After(10 * time.Millisecond): // in case the call was lost
			}
		}
	}
	sell()
	w.leave()
}

func (w *Window) arrive() chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.busy {
		w.busy = true
		return nil
	}
	turn := make(chan struct{})
	w.line = append(w.line, turn)
	return turn
}

func (w *Window) leave() {
	w.mu.Lock()
	if len(w.line) == 0 {
		w.busy = false
		w.mu.Unlock()
		return
	}
	close(w.line[0])
	w.line = w.line[1:]
	w.mu.Unlock()

}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.line)
}

func (w *Window) Close() {}
