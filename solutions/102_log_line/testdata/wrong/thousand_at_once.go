// want: wrong result in "nothing is locked while log runs"
// "A thousand lines at once are more than any disk can write." The next
// visitor waits for somebody else's log.
package visits

import "sync/atomic"

type Counter struct {
	log    func(total int64)
	places chan struct{}
	total  atomic.Int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log, places: make(chan struct{}, 1000)}
}

func (c *Counter) Add() {
	total := c.total.Add(1)
	c.places <- struct{}{}
	defer func() { <-c.places }()
	c.log(total)
}

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
