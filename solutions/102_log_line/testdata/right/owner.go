// A goroutine owns the number and hands out the next total; whoever gets it
// does the logging.
package visits

type Counter struct {
	log    func(total int64)
	counts chan int64
	totals chan int64
	stop   chan struct{}
	done   chan struct{}
}

func New(log func(total int64)) *Counter {
	c := &Counter{
		log:    log,
		counts: make(chan int64),
		totals: make(chan int64),
		stop:   make(chan struct{}),
		done:   make(chan struct{}),
	}
	go c.run()
	return c
}

func (c *Counter) run() {
	defer close(c.done)
	var total int64
	for {
		select {
		case c.counts <- total + 1:
			total++
		case c.totals <- total:
		case <-c.stop:
			return
		}
	}
}

func (c *Counter) Add() { c.log(<-c.counts) }

func (c *Counter) Total() int64 { return <-c.totals }

func (c *Counter) Close() {
	close(c.stop)
	<-c.done
}
