// want: wrong result in "every visit is counted"
// "Every access is locked, and log runs without the lock." Between the two
// locked halves the total may have changed.
package visits

import "sync"

type Counter struct {
	log   func(total int64)
	mu    sync.Mutex
	total int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	c.mu.Lock()
	total := c.total + 1
	c.mu.Unlock()

	c.log(total)

	c.mu.Lock()
	c.total = total
	c.mu.Unlock()
}

func (c *Counter) Total() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.total
}

func (c *Counter) Close() {}
