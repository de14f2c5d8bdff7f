// want: wrong result in "Value may be called at any time"
// "The page need not wait until the hit is counted."
package counter

import "sync"

type Counter struct {
	mu sync.Mutex
	n  int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	go func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n += d
	}()
}

func (c *Counter) Value() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func (c *Counter) Close() {}
