// want: wrong result in "Value may be called at any time"
// "Value must wait for nobody: if somebody is adding just now, it says what it
// said last time." That lacks hits whose Add has returned.
package counter

import (
	"sync"
	"sync/atomic"
)

type Counter struct {
	last atomic.Int64

	mu sync.Mutex
	n  int64
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += int64(d)
}

func (c *Counter) Value() int {
	if c.mu.TryLock() {
		defer c.mu.Unlock()
		c.last.Store(c.n)
	}
	return int(c.last.Load())
}

func (c *Counter) Close() {}
