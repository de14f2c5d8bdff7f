// want: wrong result in "who waits may leave, and takes nothing along"
// "Each takes a time from the list, and waits for it." Who leaves has it still.
package pace

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	interval time.Duration
	burst    int

	mu   sync.Mutex
	next time.Time // when the next call is due, if nothing was saved up
}

func New(rate, burst int) *Limiter {
	interval := time.Second / time.Duration(rate)
	return &Limiter{
		interval: interval,
		burst:    burst,
		next:     time.Now().Add(-time.Duration(burst-1) * interval),
	}
}

// reserve returns for how long the caller has to wait.
func (l *Limiter) reserve() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if oldest := now.Add(-time.Duration(l.burst-1) * l.interval); l.next.Before(oldest) {
		l.next = oldest
	}
	due := l.next
	l.next = l.next.Add(l.interval)
	return due.Sub(now)
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	timer := time.NewTimer(l.reserve())
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *Limiter) Close() {}
