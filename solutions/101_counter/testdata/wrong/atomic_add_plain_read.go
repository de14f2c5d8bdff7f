// want: data race in "Value may be called at any time"
// "Reading an int is one instruction, so it is atomic anyway."
package counter

import "sync/atomic"

type Counter struct {
	n int64
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) { atomic.AddInt64(&c.n, int64(d)) }

func (c *Counter) Value() int { return int(c.n) }

func (c *Counter) Close() {}
