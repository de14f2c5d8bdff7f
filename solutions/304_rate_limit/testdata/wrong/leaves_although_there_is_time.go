// want: wrong result in "who waits may leave, and takes nothing along"
// "Who has less time than a call takes need not wait." Nor has it to, if one has been
// saved up, or is nearly due.
package pace

import (
	"context"
	"time"
)

type Limiter struct {
	interval time.Duration
	burst    int

	turn    chan struct{}
	saved   int
	counted time.Time
}

func New(rate, burst int) *Limiter {
	return &Limiter{
		interval: time.Second / time.Duration(rate),
		burst:    burst,
		turn:     make(chan struct{}, 1),
		saved:    burst,
		counted:  time.Now(),
	}
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < l.interval {
		return context.DeadlineExceeded
	}
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	l.save()
	for l.saved == 0 {
		due := time.NewTimer(time.Until(l.counted.Add(l.interval)))
		select {
		case <-due.C:
		case <-ctx.Done():
			due.Stop()
			return ctx.Err()
		}
		l.save()
	}
	l.saved--
	return nil
}

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() {}
