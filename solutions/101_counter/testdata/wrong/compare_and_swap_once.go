// want: wrong result in "every increment is counted"
// "CompareAndSwap writes only if nobody came in between." And if somebody
// did, this hit is dropped: nothing tries again.
package counter

import "sync/atomic"

type Counter struct {
	n atomic.Int64
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	v := c.n.Load()
	c.n.CompareAndSwap(v, v+int64(d))
}

func (c *Counter) Value() int { return int(c.n.Load()) }

func (c *Counter) Close() {}
