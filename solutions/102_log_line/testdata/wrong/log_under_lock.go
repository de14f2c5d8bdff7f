// want: wrong result or stuck in "nothing is locked while log runs"
// "The whole of Add is one step now."
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
	defer c.mu.Unlock()
	c.total++
	c.log(c.total)
}

func (c *Counter) Total() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.total
}

func (c *Counter) Close() {}
