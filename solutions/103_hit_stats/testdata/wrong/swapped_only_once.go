// want: wrong result
// "CompareAndSwap replaces all three at once, and only if nobody came in
// between." And if somebody did, this hit is dropped: nothing tries again.
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
	size := send()
	old := s.all.Load()
	s.all.CompareAndSwap(old, &Snapshot{
		Hits:    old.Hits + 1,
		Bytes:   old.Bytes + size,
		Largest: max(old.Largest, size),
	})
}

func (s *Stats) Snapshot() Snapshot { return *s.all.Load() }

func (s *Stats) Close() {}
