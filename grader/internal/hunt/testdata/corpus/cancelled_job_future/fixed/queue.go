// fixed: Cancel completes the job that it takes out

// Package queue runs jobs one after the other and lets callers wait for them.
package queue

import (
	"slices"
	"sync"
)

// Job is one piece of work.
type Job struct {
	name string
	run  func()
	done chan struct{}
}

// Wait returns once the job has run or was cancelled.
func (j *Job) Wait() { <-j.done }

// Queue runs jobs in order on one goroutine.
type Queue struct {
	mu     sync.Mutex
	more   *sync.Cond
	jobs   []*Job
	closed bool
	ended  chan struct{}
}

// Start returns a running queue.
func Start() *Queue {
	q := &Queue{ended: make(chan struct{})}
	q.more = sync.NewCond(&q.mu)
	go q.loop()
	return q
}

func (q *Queue) loop() {
	defer close(q.ended)
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		for len(q.jobs) == 0 {
			if q.closed {
				return
			}
			q.more.Wait()
		}
		j := q.jobs[0]
		q.jobs = q.jobs[1:]
		q.mu.Unlock()
		j.run()
		close(j.done)
		q.mu.Lock()
	}
}

// Submit adds a job.
func (q *Queue) Submit(name string, run func()) *Job {
	j := &Job{name, run, make(chan struct{})}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, j)
	q.more.Signal()
	return j
}

// Cancel drops the jobs of that name that have not begun.
func (q *Queue) Cancel(name string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = slices.DeleteFunc(q.jobs, func(j *Job) bool {
		if j.name == name {
			close(j.done)
		}
		return j.name == name
	})
}

// Close runs what is left and ends the queue.
func (q *Queue) Close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.more.Signal()
	<-q.ended
}
