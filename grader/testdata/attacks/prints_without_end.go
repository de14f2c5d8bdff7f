// want: too much output or data race
package counter

import "strings"

type Counter struct{ n int }

func New() *Counter           { return &Counter{} }
func (c *Counter) Add(d int)  { c.n += d }
func (c *Counter) Value() int { return c.n }
func (c *Counter) Close()     {}

func init() {
	for i := 0; i < 10<<20; i++ {
		print(line)
	}
}

var line = strings.Repeat("0123456789abcdef", 64)
