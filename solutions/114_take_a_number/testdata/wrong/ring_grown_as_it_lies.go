// want: wrong result in "customers are served in order of arrival"
// "The line is a ring, and a longer one has room for all." The end of the old
// ring lay before its beginning, and in the new one it is in the middle.
package boxoffice

import "sync"

type Window struct {
	mu    sync.Mutex
	busy  bool            // guarded by mu
	ring  []chan struct{} // guarded by mu
	first int             // guarded by mu; where the first in line is
	n     int             // guarded by mu; how many are in line
}

func New() *Window { return &Window{ring: make([]chan struct{}, 16)} }

func (w *Window) Serve(sell func()) {
	if turn := w.arrive(); turn != nil {
		<-turn
	}
	defer w.leave()
	sell()
}

func (w *Window) arrive() (turn chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.busy {
		w.busy = true
		return nil
	}
	if w.n == len(w.ring) {
		longer := make([]chan struct{}, 2*len(w.ring))
		copy(longer, w.ring)
		w.ring, w.first = longer, 0
	}
	turn = make(chan struct{})
	w.ring[(w.first+w.n)%len(w.ring)] = turn
	w.n++
	return turn
}

func (w *Window) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.n == 0 {
		w.busy = false
		return
	}
	close(w.ring[w.first])
	w.first = (w.first + 1) % len(w.ring)
	w.n--
}

func (w *Window) Waiting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.n
}

func (w *Window) Close() {}
