// want: data race in "Value may be called at any time"
// "Only writers can hurt each other; a read changes nothing."
package counter

import "sync"

type Counter struct {
	mu sync.Mutex
	n  int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += d
}

func (c *Counter) Value() int { return c.n }

func (c *Counter) Close() {}
