// want: forbidden
package counter

import "context"

type Counter struct{ n int }

func New() *Counter           { return &Counter{} }
func (c *Counter) Add(d int)  { c.n += d }
func (c *Counter) Value() int { return c.n }
func (c *Counter) Close()     {}

func init() { context.DeadlineExceeded = nil }
