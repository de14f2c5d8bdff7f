// want: data race
// "Writes must be atomic. Reading a number cannot go wrong."
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
	hits  int64
	bytes int64

	mu      sync.Mutex
	largest int64
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.mu.Lock()
	defer s.mu.Unlock()
	atomic.AddInt64(&s.hits, 1)
	atomic.AddInt64(&s.bytes, size)
	s.largest = max(s.largest, size)
}

func (s *Stats) Snapshot() Snapshot {
	return Snapshot{Hits: s.hits, Bytes: s.bytes, Largest: s.largest}
}

func (s *Stats) Close() {}
