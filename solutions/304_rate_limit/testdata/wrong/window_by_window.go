// want: wrong result in "never more than the limit"
// "Count the calls of each second, and wait for the next second." The end of one and
// the beginning of the next are one second, too.
package pace

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	window time.Duration
	most   int

	mu    sync.Mutex
	began time.Time
	used  int
}

// New makes the window as long as it takes to save up burst calls.
func New(rate, burst int) *Limiter {
	return &Limiter{window: time.Second * time.Duration(burst) / time.Duration(rate), most: burst, began: time.Now()}
}

func (l *Limiter) try() (ok bool, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := time.Since(l.began) / l.window; n > 0 {
		l.began = l.began.Add(n * l.window)
		l.used = 0
	}
	if l.used < l.most {
		l.used++
		return true, 0
	}
	return false, time.Until(l.began.Add(l.window))
}

func (l *Limiter) Wait(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		ok, wait := l.try()
		if ok {
			return nil
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (l *Limiter) Close() {}
