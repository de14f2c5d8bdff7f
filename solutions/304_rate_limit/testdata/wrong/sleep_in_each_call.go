// want: wrong result in "never less than the limit"
// "A pause of 1/rate before each call, and it can never be too much." Or enough; and
// with three callers it is too much.
package pace

import (
	"context"
	"time"
)

type Limiter struct {
	interval time.Duration
}

func New(rate, burst int) *Limiter {
	return &Limiter{interval: time.Second / time.Duration(rate)}
}

func (l *Limiter) Wait(ctx context.Context) error {
	select {
	case <-time.After(l.interval):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *Limiter) Close() {}
