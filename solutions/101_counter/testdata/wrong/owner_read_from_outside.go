// want: data race in "Value may be called at any time"
// "Only one goroutine writes the number, so everybody may read it."
package counter

type Counter struct {
	adds chan int
	n    int
}

func New() *Counter {
	c := &Counter{adds: make(chan int)}
	go c.run()
	return c
}

func (c *Counter) run() {
	for d := range c.adds {
		c.n += d
	}
}

func (c *Counter) Add(d int) { c.adds <- d }

func (c *Counter) Value() int { return c.n }

func (c *Counter) Close() { close(c.adds) }
