// want: wrong result in "every visit is counted"
// "Total must wait for nobody: if somebody is counting just now, it says what it
// said last time." That lacks visits whose Add has returned.
package visits

import (
	"sync"
	"sync/atomic"
)

type Counter struct {
	log  func(total int64)
	last atomic.Int64

	mu    sync.Mutex
	total int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() { c.log(c.count()) }

func (c *Counter) count() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total++
	return c.total
}

func (c *Counter) Total() int64 {
	if c.mu.TryLock() {
		defer c.mu.Unlock()
		c.last.Store(c.total)
	}
	return c.last.Load()
}

func (c *Counter) Close() {}
