// want: wrong result in "a snapshot belongs together"
// "After a while every Hit that was half done is done." And others are half
// done instead.
package hits

import (
	"sync/atomic"
	"time"
)

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
	time.Sleep(10 * time.Microsecond)
	return Snapshot{Hits: s.hits.Load(), Bytes: s.bytes.Load(), Largest: s.largest.Load()}
}

func (s *Stats) Close() {}
