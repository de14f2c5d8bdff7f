// want: wrong result in "log is called once for each visit, with its total"
// "One goroutine writes all the lines, so Add never waits for the log."
package visits

import "sync/atomic"

type Counter struct {
	total atomic.Int64
	lines chan int64
	done  chan struct{}
}

func New(log func(total int64)) *Counter {
	c := &Counter{lines: make(chan int64, 1024), done: make(chan struct{})}
	go func() {
		defer close(c.done)
		for total := range c.lines {
			log(total)
		}
	}()
	return c
}

func (c *Counter) Add() { c.lines <- c.total.Add(1) }

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {
	close(c.lines)
	<-c.done
}
