// want: wrong result in "log is called once for each visit, with its total"
// "Count, then log what the counter shows." By then it may show the visit of
// somebody else.
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
	c.total.Add(1)
	c.log(c.Total())
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
