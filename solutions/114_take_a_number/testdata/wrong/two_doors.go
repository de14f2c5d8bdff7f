// want: wrong result in "customers are served in order of arrival"
// "Whoever waits for the window keeps the door shut behind." Only the first one
// does; at the door it is as before.
package boxoffice

import (
	"sync"
	"sync/atomic"
)

type Window struct {
	door    sync.Mutex
	window  sync.Mutex
	waiting atomic.Int64
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	w.waiting.Add(1)
	w.door.Lock()
	w.window.Lock()
	w.door.Unlock()
	w.waiting.Add(-1)
	defer w.window.Unlock()
	sell()
}

func (w *Window) Waiting() int { return int(w.waiting.Load()) }

func (w *Window) Close() {}
