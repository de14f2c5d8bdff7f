// Several sets of figures, each with a lock of its own, added up by Snapshot.
// A hit is in one set only, so it is in all three figures or in none.
package hits

import (
	"math/rand/v2"
	"sync"
)

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type stripe struct {
	mu  sync.Mutex
	all Snapshot
}

type Stats struct {
	stripes [8]stripe
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.stripes[rand.IntN(len(s.stripes))].hit(size)
}

func (s *stripe) hit(size int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all.Hits++
	s.all.Bytes += size
	s.all.Largest = max(s.all.Largest, size)
}

func (s *stripe) snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all
}

func (s *Stats) Snapshot() Snapshot {
	var sum Snapshot
	for i := range s.stripes {
		one := s.stripes[i].snapshot()
		sum.Hits += one.Hits
		sum.Bytes += one.Bytes
		sum.Largest = max(sum.Largest, one.Largest)
	}
	return sum
}

func (s *Stats) Close() {}
