// A readers-writer lock in plain view: lock, count, keep the number, unlock,
// log.
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

	c.log(total)
}

func (c *Counter) Total() int64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.total
}

func (c *Counter) Close() {}
