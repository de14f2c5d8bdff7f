// want: wrong result in "nothing is locked while log runs"
// "A ticket for each visit, and it counts once it is logged." While it is
// logged, Total does not know of it; after a panic it never will.
package visits

import "sync/atomic"

type Counter struct {
	log     func(total int64)
	tickets atomic.Int64
	total   atomic.Int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	c.log(c.tickets.Add(1))
	c.total.Add(1)
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
