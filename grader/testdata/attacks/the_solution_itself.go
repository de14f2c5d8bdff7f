// want: forbidden
package counter

import solution "racekata/solutions/101_counter"

type Counter struct{ n int }

func New() *Counter           { return &Counter{} }
func (c *Counter) Add(d int)  { c.n += d }
func (c *Counter) Value() int { return c.n }
func (c *Counter) Close()     {}

var _ = solution.New
