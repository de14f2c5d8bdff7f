// want: wrong result
// "Look first, so that the lock is held for as little as possible." What was
// seen before the lock may be old once it is there.
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
	largest atomic.Int64

	mu    sync.Mutex
	hits  int64
	bytes int64
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	larger := size > s.largest.Load()

	s.mu.Lock()
	defer s.mu.Unlock()
	s.hits++
	s.bytes += size
	if larger {
		s.largest.Store(size)
	}
}

func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Snapshot{Hits: s.hits, Bytes: s.bytes, Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
