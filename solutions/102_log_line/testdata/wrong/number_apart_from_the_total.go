// want: wrong result in "nothing is locked while log runs"
// "The log's numbers are one thing, the total is another." One who is between
// the two has a number and is not counted yet: another one's log is told more
// than Total says.
package visits

import "sync/atomic"

type Counter struct {
	log    func(total int64)
	number atomic.Int64
	total  atomic.Int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	number := c.number.Add(1)
	c.total.Add(1)
	c.log(number)
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
