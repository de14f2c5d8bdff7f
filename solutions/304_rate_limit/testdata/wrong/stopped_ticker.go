// want: leak in "no goroutine is left behind"
// "Close stops the ticker, and range ends." Stop does not close the channel.
package pace

import (
	"context"
	"time"
)

type Limiter struct {
	calls chan struct{}
	due   *time.Ticker
}

func New(rate, burst int) *Limiter {
	l := &Limiter{calls: make(chan struct{}, burst), due: time.NewTicker(time.Second / time.Duration(rate))}
	for range burst {
		l.calls <- struct{}{}
	}
	go func() {
		for range l.due.C {
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

func (l *Limiter) Close() { l.due.Stop() }
