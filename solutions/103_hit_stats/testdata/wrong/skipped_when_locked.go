// want: wrong result
// "It is only statistics; an answer must never wait for it."
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
	size := send()
	if !s.mu.TryLock() {
		return
	}
	defer s.mu.Unlock()
	s.all.Hits++
	s.all.Bytes += size
	s.all.Largest = max(s.all.Largest, size)
}

func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all
}

func (s *Stats) Close() {}
