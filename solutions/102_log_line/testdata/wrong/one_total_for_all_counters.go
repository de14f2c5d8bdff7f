// want: wrong result in "every visit is counted"
// "There is one counter in the program, so the total is a package variable."
// The next counter has the same one.
package visits

import "sync/atomic"

var total atomic.Int64

type Counter struct {
	log func(total int64)
}

func New(log func(total int64)) *Counter {
	total.Store(0)
	return &Counter{log: log}
}

func (c *Counter) Add() { c.log(total.Add(1)) }

func (c *Counter) Total() int64 { return total.Load() }

func (c *Counter) Close() {}
