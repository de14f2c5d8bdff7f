package kit

import "sync"

// Gauge counts callbacks in flight, to show that a limit held. The zero value
// is ready.
type Gauge struct {
	mu               sync.Mutex
	now, most, total int
}

// Enter counts one more and returns how many are inside now, this one
// included.
func (g *Gauge) Enter() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now++
	g.total++
	g.most = max(g.most, g.now)
	return g.now
}

// Leave counts one less.
func (g *Gauge) Leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now--
}

// Now is the number inside now, Max the largest number that were inside at
// once, Total the number that ever entered.
func (g *Gauge) Now() int   { g.mu.Lock(); defer g.mu.Unlock(); return g.now }
func (g *Gauge) Max() int   { g.mu.Lock(); defer g.mu.Unlock(); return g.most }
func (g *Gauge) Total() int { g.mu.Lock(); defer g.mu.Unlock(); return g.total }
