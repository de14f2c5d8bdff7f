// want: wrong result in "waiting burns no CPU"
// "Forty looks a second cost nothing." And a call that gets due between two of
// them is late.
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
	if l.try() {
		return nil
	}
	done := ctx.Done()
	look := time.NewTicker(25 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-done:
			return ctx.Err()
		case <-look.C:
			if l.try() {
				return nil
			}
		}
	}
}

func (l *Limiter) try() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.save()
	if l.saved == 0 {
		return false
	}
	l.saved--
	return true
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
