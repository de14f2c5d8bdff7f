// want: stuck or wrong result in "never more than the limit"
// "The ticker puts a call in as soon as there is room." And one in its hand, and one
// in the channel of the ticker.
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
		l.calls <- struct{}{}
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
