// want: wrong result in "every increment is counted"
// "Two billion hits are enough for anybody." Add takes an int, and so must the
// number that it adds to.
package counter

import "sync/atomic"

type Counter struct {
	n atomic.Int32
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) { c.n.Add(int32(d)) }

func (c *Counter) Value() int { return int(c.n.Load()) }

func (c *Counter) Close() {}
