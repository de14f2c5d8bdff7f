// bug: the dispatcher adds to the WaitGroup after it has received a job, so Close can find a count of zero and miss the job ; kind: wrong result or data race or misuse

// Package dispatcher runs each job on a goroutine.
package dispatcher

import (
	"sync"
	"sync/atomic"
)

// Dispatcher sums the results of its jobs.
type Dispatcher struct {
	jobs    chan func() int64
	stopped chan struct{}
	running sync.WaitGroup
	total   atomic.Int64
}

// Start returns a dispatcher that accepts jobs.
func Start() *Dispatcher {
	d := &Dispatcher{jobs: make(chan func() int64), stopped: make(chan struct{})}
	go d.run()
	return d
}

func (d *Dispatcher) run() {
	defer close(d.stopped)
	for job := range d.jobs {
		d.running.Add(1)
		go d.handle(job)
	}
}

func (d *Dispatcher) handle(job func() int64) {
	defer d.running.Done()
	d.total.Add(job())
}

// Submit hands a job over; not after Close.
func (d *Dispatcher) Submit(job func() int64) {
	d.jobs <- job
}

// Close waits for all jobs and returns the sum of their results.
func (d *Dispatcher) Close() int64 {
	d.running.Wait()
	close(d.jobs)
	<-d.stopped
	return d.total.Load()
}
