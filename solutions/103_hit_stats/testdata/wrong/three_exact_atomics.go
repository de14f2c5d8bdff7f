// want: wrong result in "a snapshot belongs together"
// "Add, Add and a loop around CompareAndSwap: now every figure is exact." Each
// of them is; a snapshot falls in between.
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
	return Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
