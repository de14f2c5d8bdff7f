// want: out of memory or out of time or stuck or data race or wrong result
package counter

type Counter struct{ n int }

func New() *Counter           { return &Counter{} }
func (c *Counter) Add(d int)  { c.n += d }
func (c *Counter) Value() int { return c.n }
func (c *Counter) Close()     {}

func init() {
	for {
		go func() { select {} }()
	}
}
