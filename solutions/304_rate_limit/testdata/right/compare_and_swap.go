// One number, when the next call is due if nothing was saved up, moved on by compare
// and swap.
package pace

import (
	"context"
	"sync/atomic"
	"time"
)

type Limiter struct {
	interval int64
	saved    int64 // the time in which all but one of the burst get due
	begin    time.Time
	next     atomic.Int64 // since begin
}

func New(rate, burst int) *Limiter {
	interval := int64(time.Second) / int64(rate)
	l := &Limiter{interval: interval, saved: int64(burst-1) * interval, begin: time.Now()}
	l.next.Store(-l.saved)
	return l
}

func (l *Limiter) Wait(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		next, now := l.next.Load(), int64(time.Since(l.begin))
		due := max(next, now-l.saved)
		if due <= now {
			if l.next.CompareAndSwap(next, due+l.interval) {
				return nil
			}
			continue // somebody was faster
		}
		timer := time.NewTimer(time.Duration(due - now))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

func (l *Limiter) Close() {}
