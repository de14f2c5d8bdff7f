// want: wrong result in "a snapshot belongs together"
// "Three locks, so that nobody waits for a figure that he does not want."
package hits

import "sync"

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type figure struct {
	mu sync.Mutex
	n  int64
}

func (f *figure) change(by func(n int64) int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n = by(f.n)
}

func (f *figure) value() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.n
}

type Stats struct {
	hits    figure
	bytes   figure
	largest figure
}

func New() *Stats { return &Stats{} }

func (s *Stats) Hit(send func() int64) {
	size := send()
	s.hits.change(func(n int64) int64 { return n + 1 })
	s.bytes.change(func(n int64) int64 { return n + size })
	s.largest.change(func(n int64) int64 { return max(n, size) })
}

func (s *Stats) Snapshot() Snapshot {
	return Snapshot{Hits: s.hits.value(), Bytes: s.bytes.value(), Largest: s.largest.value()}
}

func (s *Stats) Close() {}
