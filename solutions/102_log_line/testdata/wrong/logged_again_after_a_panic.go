// want: wrong result in "log is called once for each visit, with its total"
// "A log that fails is tried once more before anybody hears of it." The line may
// have been written before it failed.
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
	total := c.total.Add(1)
	if !c.logged(total) {
		c.log(total)
	}
}

// logged tells whether log has returned.
func (c *Counter) logged(total int64) (ok bool) {
	defer func() { ok = recover() == nil }()
	c.log(total)
	return true
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
