// want: data race in "every increment is counted"
// "Add is called far more often than Value, so it gets the cheap lock."
package counter

import "sync"

type Counter struct {
	mu sync.RWMutex
	n  int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	c.n += d
}

func (c *Counter) Value() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.n
}

func (c *Counter) Close() {}
