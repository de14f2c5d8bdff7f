// want: busy wait in "never more than the limit"
// "Somebody before me may leave, so look every millisecond whether it is my
// turn, and in time for the next call that gets due."
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
	done := ctx.Done()
	for {
		ok, due := l.try()
		if ok {
			return nil
		}
		select {
		case <-time.After(min(time.Millisecond, time.Until(due))):
		case <-done:
			return ctx.Err()
		}
	}
}

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
