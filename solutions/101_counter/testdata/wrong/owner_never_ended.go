// want: leak in "no goroutine is left behind"
// "The garbage collector takes the goroutine once nobody has the counter."
package counter

type Counter struct {
	adds   chan int
	values chan int
}

func New() *Counter {
	c := &Counter{adds: make(chan int), values: make(chan int)}
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
		}
	}
}

func (c *Counter) Add(d int) { c.adds <- d }

func (c *Counter) Value() int { return <-c.values }

func (c *Counter) Close() {}
