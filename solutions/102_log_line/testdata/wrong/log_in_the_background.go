// want: wrong result in "log is called once for each visit, with its total"
// "A goroutine for each line: nobody waits, and nothing is locked."
package visits

import (
	"sync"
	"sync/atomic"
)

type Counter struct {
	log   func(total int64)
	total atomic.Int64
	logs  sync.WaitGroup
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	total := c.total.Add(1)
	c.logs.Go(func() { c.log(total) })
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() { c.logs.Wait() }
