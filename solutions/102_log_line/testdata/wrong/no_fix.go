// want: data race or wrong result in "every visit is counted"
// "It only went wrong since the log is there, so the log is to blame."
package visits

type Counter struct {
	log   func(total int64)
	total int64
}

func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

func (c *Counter) Add() {
	total := c.total + 1
	c.log(total)
	c.total = total
}

func (c *Counter) Total() int64 { return c.total }

func (c *Counter) Close() {}
