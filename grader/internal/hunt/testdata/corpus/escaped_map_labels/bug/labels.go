// bug: All returns the guarded map, and the caller ranges over it while Set writes to it ; kind: data race or concurrent map access

// Package labels holds the labels of a metric.
package labels

import "sync"

// Labels maps names to values.
type Labels struct {
	mu      sync.Mutex
	values  map[string]string
	version int
}

// New returns labels with one value, the job.
func New(job string) *Labels {
	return &Labels{values: map[string]string{"job": job}}
}

// Set changes one label.
func (l *Labels) Set(name, value string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.values[name] = value
	l.version++
}

// All returns the labels.
func (l *Labels) All() map[string]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.values
}

// Version returns how often a label was set.
func (l *Labels) Version() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version
}
