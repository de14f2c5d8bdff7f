// want: wrong result in "hits, bytes and largest are exact"
// "The bill counts hits, so hits get an Add." Bytes are lost as before.
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
	s.hits.Add(1)
	bytes := s.bytes.Load()
	size := send()
	s.bytes.Store(bytes + size)
	if size > s.largest.Load() {
		s.largest.Store(size)
	}
}

func (s *Stats) Snapshot() Snapshot {
	return Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
