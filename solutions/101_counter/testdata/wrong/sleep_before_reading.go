// want: data race in "every increment is counted"
// "Give the others a moment to finish before the total is read."
package counter

import "time"

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
	time.Sleep(time.Millisecond)
	return c.n
}

func (c *Counter) Close() {}
