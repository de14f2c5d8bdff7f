// A channel with room for the burst, and a goroutine that puts a call in at each tick.
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
	l := &Limiter{calls: make(chan struct{}, burst), done: make(chan struct{})}
	for range burst {
		l.calls <- struct{}{}
	}
	go l.fill(time.NewTicker(time.Second / time.Duration(rate)))
	return l
}

// fill puts a call in whenever one gets due, if there is room.
func (l *Limiter) fill(due *time.Ticker) {
	defer due.Stop()
	for {
		select {
		case <-due.C:
		case <-l.done:
			return
		}
		select {
		case l.calls <- struct{}{}:
		default:
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
