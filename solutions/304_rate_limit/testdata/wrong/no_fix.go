// want: busy wait in "never less than the limit"
// "It looks until a call may be made."
package pace

import (
	"context"
	"time"
)

type Limiter struct {
	interval time.Duration // one call each
	burst    int
	saved    int       // calls that may be made now
	counted  time.Time // up to here they are saved up
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
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		l.save()
		if l.saved > 0 {
			l.saved--
			return nil
		}
	}
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
