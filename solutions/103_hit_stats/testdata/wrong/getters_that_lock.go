// want: wrong result in "a snapshot belongs together"
// "Hit holds the lock from beginning to end, and so does every getter." A
// snapshot made of three getters is three snapshots.
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
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all.Hits++
	s.all.Bytes += size
	s.all.Largest = max(s.all.Largest, size)
}

func (s *Stats) hits() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Hits
}

func (s *Stats) bytes() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Bytes
}

func (s *Stats) largest() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Largest
}

func (s *Stats) Snapshot() Snapshot {
	return Snapshot{Hits: s.hits(), Bytes: s.bytes(), Largest: s.largest()}
}

func (s *Stats) Close() {}
