// want: wrong result in "who waits may leave, and takes nothing along"
// "Sixty-four in the line are enough." Whoever comes then waits for a place in it, and
// cannot leave.
package pace

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	interval time.Duration
	burst    int

	line chan *waiter
	done chan struct{}
	all  sync.WaitGroup
}

type waiter struct {
	ctx  context.Context
	pass chan struct{} // closed for who may go
}

func New(rate, burst int) *Limiter {
	l := &Limiter{
		interval: time.Second / time.Duration(rate),
		burst:    burst,
		line:     make(chan *waiter, 64),
		done:     make(chan struct{}),
	}
	l.all.Go(l.own)
	return l
}

func (l *Limiter) own() {
	saved, counted := l.burst, time.Now()
	save := func() {
		n := time.Since(counted) / l.interval
		counted = counted.Add(n * l.interval)
		saved = int(min(time.Duration(l.burst), time.Duration(saved)+n))
	}
	for {
		var w *waiter
		select {
		case w = <-l.line:
		case <-l.done:
			return
		}
		save()
		for saved == 0 && w.ctx.Err() == nil {
			due := time.NewTimer(time.Until(counted.Add(l.interval)))
			select {
			case <-due.C:
			case <-w.ctx.Done():
			}
			due.Stop()
			save()
		}
		if w.ctx.Err() != nil {
			continue
		}
		select {
		case w.pass <- struct{}{}:
			saved--
		case <-w.ctx.Done():
		}
	}
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := &waiter{ctx, make(chan struct{})}
	l.line <- w
	select {
	case <-w.pass:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *Limiter) Close() {
	close(l.done)
	l.all.Wait()
}
