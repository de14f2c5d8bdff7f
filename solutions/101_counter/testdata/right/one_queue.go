// An owner with one buffered queue for hits and questions alike: first in,
// first out, so a question comes after every hit whose Add has returned.
package counter

type request struct {
	d     int
	value chan<- int
}

type Counter struct {
	requests chan request
}

func New() *Counter {
	c := &Counter{requests: make(chan request, 64)}
	go c.run()
	return c
}

func (c *Counter) run() {
	n := 0
	for r := range c.requests {
		n += r.d
		if r.value != nil {
			r.value <- n
		}
	}
}

func (c *Counter) Add(d int) { c.requests <- request{d: d} }

func (c *Counter) Value() int {
	value := make(chan int, 1)
	c.requests <- request{value: value}
	return <-value
}

func (c *Counter) Close() { close(c.requests) }
