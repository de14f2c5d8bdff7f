// A list without a lock takes the hits; whoever takes a snapshot, one after the
// other, takes them out and adds them up.
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
	s.mu.Lock()
	defer s.mu.Unlock()
	for h := s.fresh.Swap(nil); h != nil; h = h.next {
		s.all.Hits++
		s.all.Bytes += h.size
		s.all.Largest = max(s.all.Largest, h.size)
	}
	return s.all
}

func (s *Stats) Close() {}
