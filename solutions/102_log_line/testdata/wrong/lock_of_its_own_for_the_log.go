// want: wrong result or stuck in "nothing is locked while log runs"
// "The number has its lock, and the log gets another one, so that no two
// lines mix."
package visits

import (
	"sync"
	"sync/atomic"
)

type Counter struct {
	total atomic.Int64

	logging sync.Mutex
	log     func(total int64)
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	total := c.total.Add(1)
	c.logging.Lock()
	defer c.logging.Unlock()
	c.log(total)
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
