// want: wrong result in "a snapshot belongs together"
// "A snapshot takes all new hits out at once and adds them up." Between the two
// they are nowhere, and whoever takes another snapshot misses them.
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

type hit struct {
	size int64
	next *hit
}

type Stats struct {
	fresh atomic.Pointer[hit] // hits that are in no snapshot yet, last one first

	mu  sync.Mutex
	all Snapshot // the other ones
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	h := &hit{size: send()}
	for {
		h.next = s.fresh.Load()
		if s.fresh.CompareAndSwap(h.next, h) {
			return
		}
	}
}

func (s *Stats) Snapshot() Snapshot {
	h := s.fresh.Swap(nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	for ; h != nil; h = h.next {
		s.all.Hits++
		s.all.Bytes += h.size
		s.all.Largest = max(s.all.Largest, h.size)
	}
	return s.all
}

func (s *Stats) Close() {}
