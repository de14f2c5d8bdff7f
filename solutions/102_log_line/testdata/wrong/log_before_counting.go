// want: wrong result in "log is called once for each visit, with its total"
// "It says what the total is about to be." So do all the others that are
// about to count.
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
	c.log(c.total.Load() + 1)
	c.total.Add(1)
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
