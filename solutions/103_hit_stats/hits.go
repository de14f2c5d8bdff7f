// Package hits keeps the figures that the page about a web server's traffic
// shows.
package hits

import "sync"

// Snapshot is the figures of some hits. Without a hit all of them are zero.
type Snapshot struct {
	Hits    int64 // answers sent
	Bytes   int64 // the sum of their sizes
	Largest int64 // the size of the largest one
}

// Stats keeps the figures of all hits. All methods may be called from any
// goroutine.
type Stats struct {
	mu  sync.Mutex
	all Snapshot // guarded by mu
}

// New returns figures without a hit.
func New() *Stats { return &Stats{} }

// Hit sends an answer with send, which returns its size in bytes, and counts
// it. The size is never negative.
//
// send is called exactly once and may take its time. Any number of answers may
// be on their way at once.
func (s *Stats) Hit(send func() int64) {
	s.count(send())
}

// count counts an answer of size bytes: all of it under one lock.
func (s *Stats) count(size int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all.Hits++
	s.all.Bytes += size
	s.all.Largest = max(s.all.Largest, size)
}

// Snapshot returns figures that belong together: each hit is in all three of
// them or in none. Every Hit that has returned is in it, and every hit that an
// earlier snapshot has shown. It may be called at any time and waits for no
// answer to be sent.
func (s *Stats) Snapshot() Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all
}

// Close ends whatever the figures have running. Nothing is called after it.
func (s *Stats) Close() {}
