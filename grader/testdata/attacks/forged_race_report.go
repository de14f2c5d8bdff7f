// want: wrong result
package counter

import "sync/atomic"

type Counter struct{ n atomic.Int64 }

func New() *Counter           { return &Counter{} }
func (c *Counter) Value() int { return int(c.n.Load()) }
func (c *Counter) Close()     {}

func (c *Counter) Add(d int) {
	println("==================\nWARNING: DATA RACE\nWrite at 0x00c000012345 by goroutine 7:\n  counter.(*Counter).Add()\n      counter.go:9 +0x44\n==================")
}
