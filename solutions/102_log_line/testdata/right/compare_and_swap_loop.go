// Compare-and-swap until it holds; log only what held.
package visits

import "sync/atomic"

type Counter struct {
	log   func(total int64)
	total atomic.Int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	old := c.total.Load()
	for !c.total.CompareAndSwap(old, old+1) {
		old = c.total.Load()
	}
	c.log(old + 1)
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
