// fixed: a child that reports also listens for the end of the supervisor

// Package supervisor runs children and counts their failures.
package supervisor

import "sync"

// Supervisor owns its children.
type Supervisor struct {
	spawns   chan (<-chan Request)
	failures chan error
	quit     chan struct{}
	done     chan struct{}
	children sync.WaitGroup
	failed   int
}

// New starts a supervisor without children.
func New() *Supervisor {
	s := &Supervisor{
		spawns:   make(chan (<-chan Request)),
		failures: make(chan error),
		quit:     make(chan struct{}),
		done:     make(chan struct{}),
	}
	go s.run()
	return s
}

func (s *Supervisor) run() {
	defer close(s.done)
	for {
		select {
		case requests := <-s.spawns:
			s.children.Go(func() { s.serve(requests) })
		case <-s.failures:
			s.failed++
		case <-s.quit:
			s.children.Wait()
			return
		}
	}
}

// Stop ends the supervisor and its children; it returns the failures counted.
func (s *Supervisor) Stop() int {
	close(s.quit)
	<-s.done
	return s.failed
}
