// want: wrong result in "a snapshot belongs together"
// "An odd version says that somebody is writing; readers try again." Two who
// write at the same time make it even.
package hits

import "sync/atomic"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	version atomic.Int64
	hits    atomic.Int64
	bytes   atomic.Int64
	largest atomic.Int64
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.version.Add(1)
	defer s.version.Add(1)
	s.hits.Add(1)
	s.bytes.Add(size)
	for {
		largest := s.largest.Load()
		if size <= largest || s.largest.CompareAndSwap(largest, size) {
			return
		}
	}
}

func (s *Stats) Snapshot() Snapshot {
	for {
		version := s.version.Load()
		all := Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
		if version%2 == 0 && s.version.Load() == version {
			return all
		}
	}
}

func (s *Stats) Close() {}
