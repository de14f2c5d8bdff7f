// want: wrong result in "who waits may leave, and takes nothing along"
// "Who leaves gives his call back." To the saved ones: the next in the line, for whom it
// is, is not told.
package pace

import (
	"container/list"
	"context"
	"sync"
	"time"
)

type Limiter struct {
	interval time.Duration
	burst    int

	mu      sync.Mutex
	saved   int
	counted time.Time
	line    list.List // of chan struct{}
	timer   *time.Timer
}

func New(rate, burst int) *Limiter {
	return &Limiter{interval: time.Second / time.Duration(rate), burst: burst, saved: burst, counted: time.Now()}
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	mine := make(chan struct{})
	place := l.line.PushBack(mine)
	l.serve()
	l.mu.Unlock()

	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-mine: // in the same moment: give it back
		l.saved++
		return ctx.Err()
	default:
		l.line.Remove(place)
		return ctx.Err()
	}
}

// serve lets those in who may, and has itself called again if somebody waits.
// The lock is held.
func (l *Limiter) serve() {
	n := time.Since(l.counted) / l.interval
	l.counted = l.counted.Add(n * l.interval)
	l.saved = int(min(time.Duration(l.burst), time.Duration(l.saved)+n))
	for l.saved > 0 && l.line.Len() > 0 {
		l.saved--
		close(l.line.Remove(l.line.Front()).(chan struct{}))
	}
	if l.line.Len() > 0 && l.timer == nil {
		l.timer = time.AfterFunc(time.Until(l.counted.Add(l.interval)), func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.timer = nil
			l.serve()
		})
	}
}

func (l *Limiter) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.timer != nil {
		l.timer.Stop()
	}
}
