// want: data race in "every increment is counted"
// "There is a lock around it now." Each call has one of its own, and a lock
// that nobody else can take keeps nobody out.
package counter

import "sync"

type Counter struct {
	n int
}

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	c.n += d
}

func (c *Counter) Value() int {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	return c.n
}

func (c *Counter) Close() {}
