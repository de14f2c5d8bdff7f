// want: wrong result in "nobody waits for an answer to be sent"
// "A thousand lines are more than the server has." Nobody asked for a limit.
package hits

import "sync"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	places chan struct{}

	mu  sync.Mutex
	all Snapshot
}

func New() *Stats { return &Stats{places: make(chan struct{}, 1000)} }

func (s *Stats) Hit(send func() int64) {
	s.places <- struct{}{}
	defer func() { <-s.places }()
	size := send()
	s.mu.Lock()
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
