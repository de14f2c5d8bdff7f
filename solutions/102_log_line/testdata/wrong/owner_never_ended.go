// want: leak in "no goroutine is left behind"
// "The goroutine does nothing once nobody counts, so it costs nothing."
package visits

type Counter struct {
	log    func(total int64)
	totals chan int64
	counts chan int64
}

func New(log func(total int64)) *Counter {
	c := &Counter{log: log, totals: make(chan int64), counts: make(chan int64)}
	go c.run()
	return c
}

func (c *Counter) run() {
	var total int64
	for {
		select {
		case c.counts <- total + 1:
			total++
		case c.totals <- total:
		}
	}
}

func (c *Counter) Add() { c.log(<-c.counts) }

func (c *Counter) Total() int64 { return <-c.totals }

func (c *Counter) Close() {}
