// fixed: the peak is raised with compare-and-swap until it is not smaller

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
	for {
		peak := g.peak.Load()
		if n <= peak || g.peak.CompareAndSwap(peak, n) {
			return
		}
	}
}

// Leave counts a caller out.
func (g *Gauge) Leave() { g.inside.Add(-1) }

// Peak returns the largest number of callers that were inside at once.
func (g *Gauge) Peak() int64 { return g.peak.Load() }
