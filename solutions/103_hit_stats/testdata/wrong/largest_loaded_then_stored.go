// want: wrong result
// "Hits share the lock, for Add needs no other; a snapshot has it alone." That
// is sound, but the largest has no Add, and Load and Store are two steps.
package hits

import (
	"sync"
	"sync/atomic"
)

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	mu      sync.RWMutex // hits share it, snapshots exclude them
	hits    atomic.Int64
	bytes   atomic.Int64
	largest atomic.Int64
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.hits.Add(1)
	s.bytes.Add(size)
	if size > s.largest.Load() {
		s.largest.Store(size)
	}
}

func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
