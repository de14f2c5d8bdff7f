// want: wrong result in "hits, bytes and largest are exact"
// "A CompareAndSwap that fails is tried again." With everything that is in the
// loop, the sending too.
package hits

import "sync/atomic"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	all atomic.Pointer[Snapshot]
}

func New() *Stats {
	s := &Stats{}
	s.all.Store(&Snapshot{})
	return s
}

func (s *Stats) Hit(send func() int64) {
	for {
		old := s.all.Load()
		size := send()
		next := &Snapshot{
			Hits:    old.Hits + 1,
			Bytes:   old.Bytes + size,
			Largest: max(old.Largest, size),
		}
		if s.all.CompareAndSwap(old, next) {
			return
		}
	}
}

func (s *Stats) Snapshot() Snapshot { return *s.all.Load() }

func (s *Stats) Close() {}
