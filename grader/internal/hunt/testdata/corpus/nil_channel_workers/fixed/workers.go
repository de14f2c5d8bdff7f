// fixed: the done channel is made before the worker is started

// Package workers shares jobs between workers that are stopped one by one.
package workers

import "sync"

type worker struct {
	mu      sync.Mutex
	stopped chan struct{}
}

func (w *worker) run(jobs <-chan func(), quit <-chan struct{}) {
	defer close(w.ended())
	for {
		select {
		case job := <-jobs:
			job()
		case <-quit:
			return
		}
	}
}

func (w *worker) ended() chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stopped
}

// Pool is a fixed number of workers.
type Pool struct {
	jobs    chan func()
	quit    chan struct{}
	workers []*worker
}

// New starts n workers.
func New(n int) *Pool {
	p := &Pool{jobs: make(chan func()), quit: make(chan struct{})}
	for range n {
		w := &worker{stopped: make(chan struct{})}
		p.workers = append(p.workers, w)
		go w.run(p.jobs, p.quit)
	}
	return p
}

// Do hands a job to the next free worker; not after Stop.
func (p *Pool) Do(job func()) { p.jobs <- job }

// Stop ends all workers once they have done the job at hand.
func (p *Pool) Stop() {
	close(p.quit)
	for _, w := range p.workers {
		<-w.ended()
	}
}
