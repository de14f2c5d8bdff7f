// bug: New starts the goroutine before it applies the options, so the goroutine may find no reporter yet ; kind: panic or wrong result

// Package agent reports samples in the background.
package agent

import "sync"

// Reporter is told about each sample.
type Reporter func(sample int)

// Option changes an agent while it is made.
type Option func(*Agent)

// WithReporter says who is told about samples.
func WithReporter(r Reporter) Option {
	return func(a *Agent) {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.report = r
	}
}

// Agent passes samples to its reporter.
type Agent struct {
	mu      sync.Mutex
	report  Reporter
	samples chan int
	done    chan struct{}
}

// New returns a running agent.
func New(options ...Option) *Agent {
	a := &Agent{samples: make(chan int, 4), done: make(chan struct{})}
	go a.run()
	for _, option := range options {
		option(a)
	}
	return a
}

func (a *Agent) run() {
	defer close(a.done)
	a.mu.Lock()
	report := a.report
	a.mu.Unlock()
	for sample := range a.samples {
		report(sample)
	}
}

// Add gives the agent a sample; not after Close.
func (a *Agent) Add(sample int) { a.samples <- sample }

// Close reports what was added and ends the agent.
func (a *Agent) Close() {
	close(a.samples)
	<-a.done
}
