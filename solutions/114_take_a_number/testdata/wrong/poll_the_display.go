// want: busy wait in "waiting burns no CPU"
// "Take a number and look at the display now and then."
package boxoffice

import (
	"sync/atomic"
	"time"
)

type Window struct {
	next    atomic.Int64
	serving atomic.Int64
}

func New() *Window { return &Window{} }

func (w *Window) Serve(sell func()) {
	ticket := w.next.Add(1) - 1
	for w.serving.Load() != ticket {
		time.Sleep(50 * time.Microsecond)
	}
	sell()
	w.serving.Add(1)
}

func (w *Window) Waiting() int { return int(max(0, w.next.Load()-w.serving.Load()-1)) }

func (w *Window) Close() {}
