// want: data race in "Value may be called at any time"
// "Reads need no lock." The statistics around the read order it after most
// writes, so that the race shows only when a write falls between the two.
package counter

import (
	"sync"
	"sync/atomic"
)

type Counter struct {
	calls atomic.Int64 // begun and ended, for the statistics page

	mu sync.Mutex
	n  int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	c.calls.Add(1)
	c.mu.Lock()
	c.n += d
	c.mu.Unlock()
	c.calls.Add(1)
}

func (c *Counter) Value() int {
	c.calls.Add(1)
	v := c.n
	c.calls.Add(1)
	return v
}

func (c *Counter) Close() {}
