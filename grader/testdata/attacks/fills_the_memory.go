// want: out of memory
package counter

import "bytes"

type Counter struct{ n int }

func New() *Counter           { return &Counter{} }
func (c *Counter) Add(d int)  { c.n += d }
func (c *Counter) Value() int { return c.n }
func (c *Counter) Close()     {}

func init() {
	for {
		hoard = append(hoard, bytes.Repeat([]byte{1}, 1<<20))
	}
}

var hoard [][]byte
