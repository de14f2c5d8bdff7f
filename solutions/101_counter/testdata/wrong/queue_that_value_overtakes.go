// want: wrong result in "Value may be called at any time"
// "One goroutine does all the adding, and a buffer keeps Add fast." What is
// still in the buffer is not in Value.
package counter

import "sync/atomic"

type Counter struct {
	adds chan int
	done chan struct{}
	n    atomic.Int64
}

func New() *Counter {
	c := &Counter{adds: make(chan int, 128), done: make(chan struct{})}
	go c.run()
	return c
}

func (c *Counter) run() {
	defer close(c.done)
	for d := range c.adds {
		c.n.Add(int64(d))
	}
}

func (c *Counter) Add(d int) { c.adds <- d }

func (c *Counter) Value() int { return int(c.n.Load()) }

func (c *Counter) Close() {
	close(c.adds)
	<-c.done
}
