// want: stuck in "every increment is counted"
// "Hits lie in a queue until somebody asks." If nobody asks for long enough, it
// is full.
package counter

import "sync"

type Counter struct {
	hits chan int

	mu sync.Mutex
	n  int
}

func New() *Counter { return &Counter{hits: make(chan int, 4096)} }

func (c *Counter) Add(d int) { c.hits <- d }

func (c *Counter) Value() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		select {
		case d := <-c.hits:
			c.n += d
		default:
			return c.n
		}
	}
}

func (c *Counter) Close() {}
