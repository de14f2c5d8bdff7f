// The reference, but that who cannot make it before his deadline leaves when it is his turn.
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
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	l.save()
	for l.saved == 0 {
		if deadline, ok := ctx.Deadline(); ok && deadline.Before(l.counted.Add(l.interval)) {
			return context.DeadlineExceeded
		}
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
