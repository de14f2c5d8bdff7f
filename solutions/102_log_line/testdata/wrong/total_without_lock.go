// want: data race in "every visit is counted"
// "Total only reads."
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
	c.total++
	total := c.total
	c.mu.Unlock()
	c.log(total)
}

func (c *Counter) Total() int64 { return c.total }

func (c *Counter) Close() {}
