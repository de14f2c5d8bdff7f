// Compare-and-swap until it holds: optimistic, and nothing is dropped.
package counter

import "sync/atomic"

type Counter struct {
	n atomic.Int64
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	for {
		v := c.n.Load()
		if c.n.CompareAndSwap(v, v+int64(d)) {
			return
		}
	}
}

func (c *Counter) Value() int { return int(c.n.Load()) }

func (c *Counter) Close() {}
