// want: wrong result in "every increment is counted"
// "A page must never wait for its counter."
package counter

import "sync"

type Counter struct {
	mu sync.Mutex
	n  int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	if !c.mu.TryLock() {
		return
	}
	c.n += d
	c.mu.Unlock()
}

func (c *Counter) Value() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func (c *Counter) Close() {}
