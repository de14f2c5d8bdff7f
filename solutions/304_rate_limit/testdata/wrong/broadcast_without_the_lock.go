// want: wrong result or stuck in "who waits may leave, and takes nothing along"
// "A broadcast needs no lock." But who has looked at the context and does not wait yet
// does not hear it.
package pace

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	interval time.Duration
	burst    int

	mu      sync.Mutex
	changed *sync.Cond
	saved   int
	counted time.Time
}

func New(rate, burst int) *Limiter {
	l := &Limiter{
		interval: time.Second / time.Duration(rate),
		burst:    burst,
		saved:    burst,
		counted:  time.Now(),
	}
	l.changed = sync.NewCond(&l.mu)
	return l
}

func (l *Limiter) Wait(ctx context.Context) error {
	defer context.AfterFunc(ctx, l.changed.Broadcast)()
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		l.save()
		if l.saved > 0 {
			l.saved--
			return nil
		}
		due := time.AfterFunc(time.Until(l.counted.Add(l.interval)), l.call)
		l.changed.Wait()
		due.Stop()
	}
}

// call has all who wait look again. With the lock: whoever has looked waits by then.
func (l *Limiter) call() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changed.Broadcast()
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
