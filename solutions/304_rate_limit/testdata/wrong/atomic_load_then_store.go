// want: wrong result in "never more than the limit"
// "Atomics instead of the lock." Two may see the same call.
package pace

import (
	"context"
	"sync/atomic"
	"time"
)

type Limiter struct {
	interval time.Duration
	burst    int
	next     atomic.Int64 // when the next call is due, if nothing was saved up
	begin    time.Time
}

func New(rate, burst int) *Limiter {
	l := &Limiter{interval: time.Second / time.Duration(rate), burst: burst, begin: time.Now()}
	l.next.Store(-int64(burst-1) * int64(l.interval))
	return l
}

func (l *Limiter) Wait(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		now := int64(time.Since(l.begin))
		due := max(l.next.Load(), now-int64(l.burst-1)*int64(l.interval))
		if due <= now {
			l.next.Store(due + int64(l.interval))
			return nil
		}
		select {
		case <-time.After(time.Duration(due - now)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (l *Limiter) Close() {}
