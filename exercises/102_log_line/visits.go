// Package visits counts the visitors of a web page and logs each of them.
package visits

// Counter counts visits. All methods may be called from any goroutine.
type Counter struct {
	log   func(total int64)
	total int64
}

// New returns a counter that stands at zero and logs every visit with log.
//
// log may take its time, may use the counter, and may panic. It may be called
// from several goroutines at once.
func New(log func(total int64)) *Counter {
	return &Counter{log: log}
}

// Add counts a visit and then calls log with the total that this visit made:
// 1 for the first, 2 for the second, the same number for no two of them.
//
// log is called exactly once, on the goroutine that called Add and before Add
// returns. Nothing is locked meanwhile. If log panics, the panic reaches the
// caller of Add, and the visit stays counted.
func (c *Counter) Add() {
	total := c.total + 1
	c.log(total)
	c.total = total
}

// Total returns the number of visits counted so far, at least those that log
// has been told of. It may be called at any time and waits for no log.
func (c *Counter) Total() int64 {
	return c.total
}

// Close ends whatever the counter has running. Nothing is called after it.
func (c *Counter) Close() {}
