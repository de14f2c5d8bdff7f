// want: wrong result or stuck in "nothing is locked while log runs"
// "log changes nothing, so a read lock is enough for it, and many can have
// that." The next visit wants to write, and waits for all of them.
package visits

import "sync"

type Counter struct {
	log   func(total int64)
	mu    sync.RWMutex
	total int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	c.mu.Lock()
	c.total++
	total := c.total
	c.mu.Unlock()

	c.mu.RLock()
	defer c.mu.RUnlock()
	c.log(total)
}

func (c *Counter) Total() int64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.total
}

func (c *Counter) Close() {}
