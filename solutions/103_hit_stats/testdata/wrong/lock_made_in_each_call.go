// want: data race
// "There is a lock around everything." A new one each time.
package hits

import "sync"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	all Snapshot
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	s.all.Hits++
	s.all.Bytes += size
	s.all.Largest = max(s.all.Largest, size)
}

func (s *Stats) Snapshot() Snapshot {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	return s.all
}

func (s *Stats) Close() {}
