// want: wrong result in "never more than the limit"
// "Wait until the next call is due, and go." All who wait do.
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
	if err := ctx.Err(); err != nil {
		return err
	}
	ok, due := l.try()
	if ok {
		return nil
	}
	select {
	case <-time.After(time.Until(due)):
		l.try() // it is mine
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// try takes a call if there is one, or says when the next one is due.
func (l *Limiter) try() (ok bool, due time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.save()
	if l.saved > 0 {
		l.saved--
		return true, due
	}
	return false, l.counted.Add(l.interval)
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
