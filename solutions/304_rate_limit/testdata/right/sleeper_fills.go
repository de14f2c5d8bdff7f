// The bucket once more, filled by a goroutine that sleeps from one call to the next
// and looks whether it is over.
package pace

import (
	"context"
	"sync/atomic"
	"time"
)

type Limiter struct {
	calls  chan struct{}
	closed atomic.Bool
}

func New(rate, burst int) *Limiter {
	l := &Limiter{calls: make(chan struct{}, burst)}
	for range burst {
		l.calls <- struct{}{}
	}
	interval := time.Second / time.Duration(rate)
	go func() {
		for due := time.Now().Add(interval); ; due = due.Add(interval) {
			time.Sleep(time.Until(due))
			if l.closed.Load() {
				return
			}
			select {
			case l.calls <- struct{}{}:
			default:
			}
		}
	}()
	return l
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

func (l *Limiter) Close() { l.closed.Store(true) }
