// The number itself is passed around, and is back in its channel before log
// runs.
package visits

type Counter struct {
	log   func(total int64)
	total chan int64
}

func New(log func(total int64)) *Counter {
	c := &Counter{log: log, total: make(chan int64, 1)}
	c.total <- 0
	return c
}

func (c *Counter) Add() {
	total := <-c.total + 1
	c.total <- total
	c.log(total)
}

func (c *Counter) Total() int64 {
	total := <-c.total
	c.total <- total
	return total
}

func (c *Counter) Close() {}
