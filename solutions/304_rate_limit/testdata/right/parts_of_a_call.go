// As textbooks have it: a number of calls with parts after the point, brought up to date
// whenever somebody looks.
package pace

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	rate, burst float64

	mu    sync.Mutex
	saved float64
	last  time.Time
}

func New(rate, burst int) *Limiter {
	return &Limiter{rate: float64(rate), burst: float64(burst), saved: float64(burst), last: time.Now()}
}

// take returns 0 if it has taken a call, and how long to wait otherwise.
func (l *Limiter) take() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.saved = min(l.burst, l.saved+now.Sub(l.last).Seconds()*l.rate)
	l.last = now
	if l.saved >= 1 {
		l.saved--
		return 0
	}
	return time.Duration((1 - l.saved) / l.rate * float64(time.Second))
}

func (l *Limiter) Wait(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		wait := l.take()
		if wait == 0 {
			return nil
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

func (l *Limiter) Close() {}
