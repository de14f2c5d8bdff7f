// bug: a party counts itself in, then asks for the gate, which the last party may have opened and replaced in between ; kind: stuck

// Package simulation steps particles in rounds.
package simulation

import (
	"sync"
	"sync/atomic"
)

// Barrier lets a fixed number of parties meet, again and again.
type Barrier struct {
	parties int
	arrived atomic.Int64
	mu      sync.Mutex
	gate    chan struct{}
}

// NewBarrier returns a barrier for n parties.
func NewBarrier(n int) *Barrier {
	return &Barrier{parties: n, gate: make(chan struct{})}
}

// Wait returns once all parties have called it.
func (b *Barrier) Wait() {
	if b.arrived.Add(1) == int64(b.parties) {
		b.arrived.Store(0)
		b.open()
		return
	}
	<-b.current()
}

func (b *Barrier) open() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.gate)
	b.gate = make(chan struct{})
}

func (b *Barrier) current() chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.gate
}
