// want: data race in "every increment is counted"
// "It has always worked on my machine."
package counter

type Counter struct {
	n int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	v := c.n
	v += d
	c.n = v
}

func (c *Counter) Value() int {
	return c.n
}

func (c *Counter) Close() {}
