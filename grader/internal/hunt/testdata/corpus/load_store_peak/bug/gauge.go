// bug: a smaller peak is stored over a larger one that came between the load and the store ; kind: wrong result

// Package gauge measures how many callers are inside at once.
package gauge

import "sync/atomic"

// Gauge counts callers and remembers the peak.
type Gauge struct {
	inside atomic.Int64
	peak   atomic.Int64
}

// Enter counts a caller in.
func (g *Gauge) Enter() {
	n := g.inside.Add(1)
	if n > g.peak.Load() {
		g.peak.Store(n)
	}
}

// Leave counts a caller out.
func (g *Gauge) Leave() { g.inside.Add(-1) }

// Peak returns the largest number of callers that were inside at once.
func (g *Gauge) Peak() int64 { return g.peak.Load() }
