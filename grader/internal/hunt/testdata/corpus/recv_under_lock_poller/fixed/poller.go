// fixed: Stop releases the lock before it waits for the worker

// Package poller sums what it is given on a worker of its own.
package poller

import "sync"

// Poller adds up readings.
type Poller struct {
	mu       sync.Mutex
	sum      int
	stopped  bool
	readings chan int
	quit     chan struct{}
	done     chan struct{}
}

// Start returns a running poller.
func Start() *Poller {
	p := &Poller{readings: make(chan int), quit: make(chan struct{}), done: make(chan struct{})}
	go p.run()
	return p
}

func (p *Poller) run() {
	defer close(p.done)
	for {
		select {
		case n := <-p.readings:
			p.mu.Lock()
			p.sum += n
			p.mu.Unlock()
		case <-p.quit:
			return
		}
	}
}

// Add hands over one reading; not after Stop.
func (p *Poller) Add(n int) { p.readings <- n }

// Stop ends the worker and returns the sum of all readings.
func (p *Poller) Stop() int {
	p.mu.Lock()
	first := !p.stopped
	p.stopped = true
	p.mu.Unlock()
	if first {
		close(p.quit)
	}
	<-p.done
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sum
}
