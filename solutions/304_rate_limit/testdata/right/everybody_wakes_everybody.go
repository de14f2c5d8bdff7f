// Everybody who waits has a timer of his own and a context that hears his own, and both
// wake all the others, too; who wakes up begins anew.
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
	changed sync.Cond
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
	l.changed.L = &l.mu
	return l
}

func (l *Limiter) Wait(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if l.save(); l.saved > 0 {
			l.saved--
			return nil
		}
		l.sleep(ctx, l.counted.Add(l.interval))
	}
}

// sleep waits until due, or until ctx is done, or until anybody else's sleep is over.
func (l *Limiter) sleep(ctx context.Context, due time.Time) {
	ctx, cancel := context.WithDeadline(ctx, due)
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.changed.Broadcast()
	})()
	l.changed.Wait()
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
