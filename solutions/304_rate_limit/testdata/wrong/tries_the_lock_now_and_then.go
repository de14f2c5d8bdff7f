// want: wrong result in "waiting burns no CPU"
// "Nobody can stop waiting for a mutex, but one can try." All but the first in the line
// look every few milliseconds.
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
	saved   int
	counted time.Time
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
	for !l.mu.TryLock() {
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	defer l.mu.Unlock()
	l.save()
	for l.saved == 0 {
		due := time.NewTimer(time.Until(l.counted.Add(l.interval)))
		select {
		case <-due.C:
		case <-ctx.Done():
			due.Stop()
			return ctx.Err()
		}
		l.save()
	}
	l.saved--
	return nil
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
