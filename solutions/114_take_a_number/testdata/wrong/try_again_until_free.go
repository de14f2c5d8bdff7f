// want: busy wait in "waiting burns no CPU"
// "TryLock, and a pause that grows, so that the long-waiting are patient."
package boxoffice

import (
	"sync"
	"sync/atomic"
	"time"
)

type Window struct {
	mu      sync.Mutex
	waiting atomic.Int64
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	w.waiting.Add(1)
	for pause := 10 * time.Microsecond; !w.mu.TryLock(); pause = min(2*pause, time.Millisecond) {
		time.Sleep(pause)
	}
	defer w.mu.Unlock()
	w.waiting.Add(-1)
	sell()
}

func (w *Window) Waiting() int { return int(w.waiting.Load()) }

func (w *Window) Close() {}
