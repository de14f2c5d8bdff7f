// fixed: counting and asking for the gate are one critical section

// Package simulation steps particles in rounds.
package simulation

import "sync"

// Barrier lets a fixed number of parties meet, again and again.
type Barrier struct {
	parties int
	mu      sync.Mutex
	arrived int
	gate    chan struct{}
}

// NewBarrier returns a barrier for n parties.
func NewBarrier(n int) *Barrier {
	return &Barrier{parties: n, gate: make(chan struct{})}
}

// Wait returns once all parties have called it.
func (b *Barrier) Wait() {
	b.mu.Lock()
	gate := b.gate
	b.arrived++
	if b.arrived == b.parties {
		b.arrived = 0
		close(b.gate)
		b.gate = make(chan struct{})
	}
	b.mu.Unlock()
	<-gate
}
