// want: wrong result in "hits, bytes and largest are exact"
// "Nothing may be locked while an answer is sent, so the lock is given back for
// it." With it goes what was read under it.
package hits

import "sync"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	mu  sync.Mutex
	all Snapshot
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	all := s.Snapshot()
	size := send()
	all.Hits++
	all.Bytes += size
	all.Largest = max(all.Largest, size)

	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = all
}

func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all
}

func (s *Stats) Close() {}
