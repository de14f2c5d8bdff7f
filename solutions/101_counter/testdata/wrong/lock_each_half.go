// want: wrong result
// "Every access is locked, and the race detector is silent." The read and the
// write are each safe, and another Add fits in between.
package counter

import "sync"

type Counter struct {
	mu sync.Mutex
	n  int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	c.set(c.Value() + d)
}

func (c *Counter) set(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n = n
}

func (c *Counter) Value() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func (c *Counter) Close() {}
