// want: wrong result
// "It is an atomic.Int64, so it is safe." Each call is; two calls in a row
// are not one.
package counter

import "sync/atomic"

type Counter struct {
	n atomic.Int64
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	v := c.n.Load()
	v += int64(d)
	c.n.Store(v)
}

func (c *Counter) Value() int { return int(c.n.Load()) }

func (c *Counter) Close() {}
