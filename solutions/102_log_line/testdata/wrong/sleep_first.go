// want: data race or wrong result in "every visit is counted"
// "If each waits a random moment, two visits hardly ever meet."
package visits

import (
	"math/rand/v2"
	"time"
)

type Counter struct {
	log   func(total int64)
	total int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	time.Sleep(rand.N(20 * time.Microsecond))
	total := c.total + 1
	c.log(total)
	c.total = total
}

func (c *Counter) Total() int64 { return c.total }

func (c *Counter) Close() {}
