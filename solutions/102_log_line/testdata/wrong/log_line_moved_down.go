// want: data race in "every visit is counted"
// "The slow line no longer stands between the read and the write." The gap is
// small again, as it was for a year.
package visits

type Counter struct {
	log   func(total int64)
	total int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	c.total++
	c.log(c.total)
}

func (c *Counter) Total() int64 { return c.total }

func (c *Counter) Close() {}
