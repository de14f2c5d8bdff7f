// fixed: the counters are read atomically too

// Package stats counts requests and failures.
package stats

import "sync/atomic"

// Stats is safe for use by many goroutines.
type Stats struct {
	requests int64
	failures int64
}

// Request counts a request.
func (s *Stats) Request(failed bool) {
	if failed {
		atomic.AddInt64(&s.failures, 1)
	}
	atomic.AddInt64(&s.requests, 1)
}

// Failing says whether more than half of the requests have failed.
func (s *Stats) Failing() bool {
	return atomic.LoadInt64(&s.failures)*2 > atomic.LoadInt64(&s.requests)
}
