// want: wrong result in "waiting burns no CPU"
// "A goroutine looks now and then what has got due. Forty times a second is
// plenty."
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
	calls    chan struct{}
	done     chan struct{}
}

func New(rate, burst int) *Limiter {
	l := &Limiter{
		interval: time.Second / time.Duration(rate),
		burst:    burst,
		saved:    burst,
		counted:  time.Now(),
		calls:    make(chan struct{}),
		done:     make(chan struct{}),
	}
	go l.run()
	return l
}

func (l *Limiter) run() {
	look := time.NewTicker(25 * time.Millisecond)
	defer look.Stop()
	for {
		l.save()
		var calls chan struct{}
		if l.saved > 0 {
			calls = l.calls
		}
		select {
		case calls <- struct{}{}:
			l.saved--
		case <-look.C:
		case <-l.done:
			return
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

func (l *Limiter) save() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
}

func (l *Limiter) Close() { close(l.done) }
