// want: wrong result in "nobody waits for an answer to be sent"
// "One lock around all of it, from the first line to the last."
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
	defer s.mu.Unlock()
	size := send()
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
