// want: wrong result in "log is called once for each visit, with its total"
// "Try until nobody came in between." Every try writes a line.
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
	for {
		old := c.total.Load()
		c.log(old + 1)
		if c.total.CompareAndSwap(old, old+1) {
			return
		}
	}
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
