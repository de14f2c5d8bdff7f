// want: wrong result
// "Hits and bytes in one word, with one Add for both: nothing can come in
// between." And all answers together may have 4 GB, the half that is theirs.
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
	both atomic.Uint64 // hits above, bytes in the lower 32 bits

	mu      sync.Mutex
	largest int64
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.both.Add(1<<32 | uint64(size))
	s.largest = max(s.largest, size)
}

func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	both := s.both.Load()
	return Snapshot{Hits: int64(both >> 32), Bytes: int64(both & (1<<32 - 1)), Largest: s.largest}
}

func (s *Stats) Close() {}
