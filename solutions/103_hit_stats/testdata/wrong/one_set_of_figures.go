// want: wrong result in "hits, bytes and largest are exact"
// "There is one server, so the figures are package variables." The next one has
// the same.
package hits

import "sync"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct{}

var (
	mu  sync.Mutex
	all Snapshot
)

func New() *Stats {
	mu.Lock()
	defer mu.Unlock()
	all = Snapshot{}
	return &Stats{}
}

func (s *Stats) Hit(send func() int64) {
	size := send()
	mu.Lock()
	defer mu.Unlock()
	all.Hits++
	all.Bytes += size
	all.Largest = max(all.Largest, size)
}

func (s *Stats) Snapshot() Snapshot {
	mu.Lock()
	defer mu.Unlock()
	return all
}

func (s *Stats) Close() {}
