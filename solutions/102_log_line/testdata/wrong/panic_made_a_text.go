// want: wrong result in "nothing is locked while log runs"
// "A panic of the log goes on, as what it says." Whoever recovers it and
// looks for the value that he knows finds a text.
package visits

import (
	"fmt"
	"sync/atomic"
)

type Counter struct {
	log   func(total int64)
	total atomic.Int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	total := c.total.Add(1)
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprint(r))
		}
	}()
	c.log(total)
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
