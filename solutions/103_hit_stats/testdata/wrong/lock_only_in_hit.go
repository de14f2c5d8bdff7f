// want: wrong result in "a snapshot belongs together"
// "Hit is locked, so nothing is lost, and atomics may be read without a lock."
// One by one, while the lock is held by somebody else.
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
	mu      sync.Mutex // for writers
	hits    atomic.Int64
	bytes   atomic.Int64
	largest atomic.Int64
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hits.Add(1)
	s.bytes.Add(size)
	s.largest.Store(max(s.largest.Load(), size))
}

func (s *Stats) Snapshot() Snapshot {
	return Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
