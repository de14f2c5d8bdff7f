// fixed: Close wakes every idle worker with Broadcast

// Package workers runs tasks on a few goroutines.
package workers

import "sync"

// Pool runs tasks in the order in which they came.
type Pool struct {
	mu     sync.Mutex
	work   *sync.Cond
	tasks  []func()
	closed bool
	wg     sync.WaitGroup
}

// New starts n workers.
func New(n int) *Pool {
	p := new(Pool)
	p.work = sync.NewCond(&p.mu)
	for range n {
		p.wg.Go(p.loop)
	}
	return p
}

func (p *Pool) loop() {
	for {
		p.mu.Lock()
		for len(p.tasks) == 0 && !p.closed {
			p.work.Wait()
		}
		if len(p.tasks) == 0 {
			p.mu.Unlock()
			return
		}
		task := p.tasks[0]
		p.tasks = p.tasks[1:]
		p.mu.Unlock()
		task()
	}
}

// Submit adds a task; not after Close.
func (p *Pool) Submit(task func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tasks = append(p.tasks, task)
	p.work.Signal()
}

// Close runs what was submitted and ends the workers.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.work.Broadcast()
	p.wg.Wait()
}
