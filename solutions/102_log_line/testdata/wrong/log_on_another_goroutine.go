// want: wrong result in "log is called once for each visit, with its total"
// "Add waits for it, so it makes no difference where log runs." A panic in it
// has no caller to reach and ends the program.
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
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.log(total)
	}()
	<-done
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
