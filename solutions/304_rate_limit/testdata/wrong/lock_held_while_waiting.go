// want: stuck or wrong result in "who waits may leave, and takes nothing along"
// "One waits for the time, the others for the lock." Which they cannot stop
// waiting for.
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
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.save(); l.saved == 0; l.save() {
		select {
		case <-time.After(time.Until(l.counted.Add(l.interval))):
		case <-ctx.Done():
			return ctx.Err()
		}
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
