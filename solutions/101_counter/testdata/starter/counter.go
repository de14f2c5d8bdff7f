// Package counter counts the visitors of a web page.
package counter

// Counter counts hits. All methods may be called from any goroutine.
type Counter struct {
	n int
}

// New returns a counter that stands at zero.
func New() *Counter { return &Counter{} }

// Add counts d more hits. A negative d takes hits back, such as those of a
// robot.
func (c *Counter) Add(d int) {
	v := c.n
	v += d
	c.n = v
}

// Value returns the number of hits counted so far, those of every Add that
// has returned included. It may be called at any time, also while others add.
func (c *Counter) Value() int {
	return c.n
}

// Close ends whatever the counter has running. It is called once, and nothing
// is called after it.
func (c *Counter) Close() {
	// A plain number has nothing to end.
}
