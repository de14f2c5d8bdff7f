// want: wrong result in "never more than the limit"
// "Reading and writing are both under the lock." One after the other.
package pace

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	interval time.Duration // one call each
	burst    int
	saved    int       // calls that may be made now
	counted  time.Time // up to here they are saved up
	mu       sync.Mutex
}

func New(rate, burst int) *Limiter {
	return &Limiter{
		interval: time.Second / time.Duration(rate),
		burst:    burst,
		saved:    burst,
		counted:  time.Now(),
	}
}

func (l *Limiter) Wait(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		ok, due := l.try()
		if ok {
			return nil
		}
		timer := time.NewTimer(time.Until(due))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// try takes a call if there is one, or says when the next one is due.
func (l *Limiter) try() (ok bool, due time.Time) {
	l.mu.Lock()
	l.save()
	there, due := l.saved > 0, l.counted.Add(l.interval)
	l.mu.Unlock()
	if there {
		l.mu.Lock()
		l.saved--
		l.mu.Unlock()
	}
	return there, due
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
