// want: wrong result in "Value may be called at any time"
// "One goroutine owns the number; it is asked for it over a channel." select
// takes either channel when both are ready, so a question overtakes hits that
// wait in the buffer.
package counter

type Counter struct {
	adds   chan int
	values chan int
	stop   chan struct{}
}

func New() *Counter {
	c := &Counter{adds: make(chan int, 128), values: make(chan int), stop: make(chan struct{})}
	go c.run()
	return c
}

func (c *Counter) run() {
	n := 0
	for {
		select {
		case d := <-c.adds:
			n += d
		case c.values <- n:
		case <-c.stop:
			return
		}
	}
}

func (c *Counter) Add(d int) { c.adds <- d }

func (c *Counter) Value() int { return <-c.values }

func (c *Counter) Close() { close(c.stop) }
