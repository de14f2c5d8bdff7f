// want: wrong result in "a snapshot belongs together"
// "A hit is a hit as soon as it comes; its size follows. Both are locked."
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
	s.mu.Lock()
	s.all.Hits++
	s.mu.Unlock()

	size := send()

	s.mu.Lock()
	s.all.Bytes += size
	s.all.Largest = max(s.all.Largest, size)
	s.mu.Unlock()
}

func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all
}

func (s *Stats) Close() {}
