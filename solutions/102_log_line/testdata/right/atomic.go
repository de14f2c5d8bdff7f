// One atomic number: its Add returns the total that it made.
package visits

import "sync/atomic"

type Counter struct {
	log   func(total int64)
	total atomic.Int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() { c.log(c.total.Add(1)) }

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
