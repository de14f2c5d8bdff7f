// One goroutine has the calls and hands them out; it looks at the time only while
// something can still be saved up.
package pace

import (
	"context"
	"time"
)

type Limiter struct {
	calls chan struct{}
	done  chan struct{}
}

func New(rate, burst int) *Limiter {
	l := &Limiter{calls: make(chan struct{}), done: make(chan struct{})}
	go l.own(time.Second/time.Duration(rate), burst)
	return l
}

func (l *Limiter) own(interval time.Duration, burst int) {
	var (
		saved = burst
		due   time.Time // of the next one; only if saved < burst
		timer = time.NewTimer(interval)
	)
	defer timer.Stop()
	timer.Stop()
	for {
		var calls chan struct{}
		if saved > 0 {
			calls = l.calls
		}
		select {
		case calls <- struct{}{}:
			if saved == burst {
				due = time.Now().Add(interval)
				timer.Reset(interval)
			}
			saved--
		case <-timer.C:
			saved++
			if saved < burst {
				due = due.Add(interval)
				timer.Reset(time.Until(due))
			}
		case <-l.done:
			return
		}
	}
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-l.calls:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *Limiter) Close() { close(l.done) }
