// want: wrong result
// "One pointer to all three figures, so they always belong together." They do,
// and a hit that was stored meanwhile is overwritten.
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
	all := *s.all.Load()
	all.Hits++
	all.Bytes += size
	all.Largest = max(all.Largest, size)
	s.all.Store(&all)
}

func (s *Stats) Snapshot() Snapshot { return *s.all.Load() }

func (s *Stats) Close() {}
