// A readers-writer lock: Add writes, Value reads.
package counter

import "sync"

type Counter struct {
	sync.RWMutex
	n int
}

func New() *Counter { return new(Counter) }

func (c *Counter) Add(d int) {
	c.Lock()
	c.n += d
	c.Unlock()
}

func (c *Counter) Value() int {
	c.RLock()
	defer c.RUnlock()
	return c.n
}

func (c *Counter) Close() {}
