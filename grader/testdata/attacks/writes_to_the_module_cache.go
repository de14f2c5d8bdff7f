// want: forbidden
package counter

import "os"

type Counter struct{ n int }

func New() *Counter           { return &Counter{} }
func (c *Counter) Add(d int)  { c.n += d }
func (c *Counter) Value() int { return c.n }
func (c *Counter) Close()     {}

func init() { os.WriteFile("/root/go/pkg/mod/x", nil, 0o644) }
