// want: forbidden
package counter

type Counter struct{ n int }

func New() *Counter { return &Counter{} }

//go:norace
func (c *Counter) Add(d int)  { c.n += d }
func (c *Counter) Value() int { return c.n }
func (c *Counter) Close()     {}
