// want: data race in "every increment is counted"
// "The wrong number comes out of Value, so Value is what has to be locked."
package counter

import "sync"

type Counter struct {
	mu sync.Mutex
	n  int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) { c.n += d }

func (c *Counter) Value() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func (c *Counter) Close() {}
