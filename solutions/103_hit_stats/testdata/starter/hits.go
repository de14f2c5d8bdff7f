// Package hits keeps the figures that the page about a web server's traffic
// shows.
package hits

import "sync/atomic"

// Snapshot is the figures of some hits. Without a hit all of them are zero.
type Snapshot struct {
	Hits    int64 // answers sent
	Bytes   int64 // the sum of their sizes
	Largest int64 // the size of the largest one
}

// Stats keeps the figures of all hits. All methods may be called from any
// goroutine.
type Stats struct {
	hits    atomic.Int64
	bytes   atomic.Int64
	largest atomic.Int64
}

// New returns figures without a hit.
func New() *Stats { return &Stats{} }

// Hit sends an answer with send, which returns its size in bytes, and counts
// it. The size is never negative.
//
// send is called exactly once and may take its time. Any number of answers may
// be on their way at once.
func (s *Stats) Hit(send func() int64) {
	s.hits.Store(s.hits.Load() + 1)
	s.bytes.Store(s.bytes.Load() + s.measured(send))
}

// measured sends an answer, remembers its size if it is the largest so far,
// and returns it.
func (s *Stats) measured(send func() int64) int64 {
	size := send()
	if size > s.largest.Load() {
		s.largest.Store(size)
	}
	return size
}

// Snapshot returns figures that belong together: each hit is in all three of
// them or in none. Every Hit that has returned is in it, and every hit that an
// earlier snapshot has shown. It may be called at any time and waits for no
// answer to be sent.
func (s *Stats) Snapshot() Snapshot {
	return Snapshot{
		Hits:    s.hits.Load(),
		Bytes:   s.bytes.Load(),
		Largest: s.largest.Load(),
	}
}

// Close ends whatever the figures have running. Nothing is called after it.
func (s *Stats) Close() {}
