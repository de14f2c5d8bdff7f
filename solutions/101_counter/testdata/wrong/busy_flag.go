// want: data race in "every increment is counted"
// "A flag says that somebody is at it, and the others wait for their turn."
package counter

import "time"

type Counter struct {
	busy bool
	n    int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	for c.busy {
		time.Sleep(time.Microsecond)
	}
	c.busy = true
	c.n += d
	c.busy = false
}

func (c *Counter) Value() int {
	for c.busy {
		time.Sleep(time.Microsecond)
	}
	return c.n
}

func (c *Counter) Close() {}
