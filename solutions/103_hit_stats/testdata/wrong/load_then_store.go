// want: wrong result
// "It was the slow sending between Load and Store." That made it likely; now
// it is rare.
package hits

import "sync/atomic"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	hits    atomic.Int64
	bytes   atomic.Int64
	largest atomic.Int64
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.hits.Store(s.hits.Load() + 1)
	s.bytes.Store(s.bytes.Load() + size)
	if size > s.largest.Load() {
		s.largest.Store(size)
	}
}

func (s *Stats) Snapshot() Snapshot {
	return Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
