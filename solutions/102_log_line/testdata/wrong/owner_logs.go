// want: wrong result or stuck in "nothing is locked while log runs"
// "One goroutine counts and logs; there is no lock at all." While it logs, it
// answers nobody: that is a lock by another name.
package visits

type Counter struct {
	log    func(total int64)
	adds   chan chan struct{}
	totals chan int64
	stop   chan struct{}
}

func New(log func(total int64)) *Counter {
	c := &Counter{log: log, adds: make(chan chan struct{}), totals: make(chan int64), stop: make(chan struct{})}
	go c.run()
	return c
}

func (c *Counter) run() {
	var total int64
	for {
		select {
		case done := <-c.adds:
			total++
			c.log(total)
			close(done)
		case c.totals <- total:
		case <-c.stop:
			return
		}
	}
}

func (c *Counter) Add() {
	done := make(chan struct{})
	c.adds <- done
	<-done
}

func (c *Counter) Total() int64 { return <-c.totals }

func (c *Counter) Close() { close(c.stop) }
