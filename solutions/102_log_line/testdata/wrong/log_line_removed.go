// want: wrong result in "log is called once for each visit, with its total"
// "It was right before the log line came, so the line has to go."
package visits

import "sync/atomic"

type Counter struct {
	total atomic.Int64
}

func New(log func(total int64)) *Counter { return &Counter{} }

func (c *Counter) Add() { c.total.Add(1) }

func (c *Counter) Total() int64 { return c.total.Load() }

func (c *Counter) Close() {}
