// A goroutine that owns the number: nobody else ever touches it.
package counter

type Counter struct {
	adds   chan int
	values chan int
	stop   chan struct{}
}

func New() *Counter {
	c := &Counter{adds: make(chan int), values: make(chan int), stop: make(chan struct{})}
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
