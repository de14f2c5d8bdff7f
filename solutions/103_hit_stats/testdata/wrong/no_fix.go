// want: wrong result in "hits, bytes and largest are exact"
// "It is all atomic, and the race detector is content."
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
	s.hits.Store(s.hits.Load() + 1)
	s.bytes.Store(s.bytes.Load() + s.measured(send))
}

func (s *Stats) measured(send func() int64) int64 {
	size := send()
	if size > s.largest.Load() {
		s.largest.Store(size)
	}
	return size
}

func (s *Stats) Snapshot() Snapshot {
	return Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
