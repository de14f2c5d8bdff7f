// fixed: the share is taken with compare-and-swap

// Package quota shares a number of requests between tenants.
package quota

import "sync/atomic"

// Quota is what is left for the day.
type Quota struct{ left atomic.Int64 }

// New returns a quota of n requests.
func New(n int64) *Quota {
	q := new(Quota)
	q.left.Store(n)
	return q
}

// Left returns the requests left.
func (q *Quota) Left() int64 { return q.left.Load() }

// Take takes n requests, or none when fewer are left.
func (q *Quota) Take(n int64) bool {
	for {
		left := q.left.Load()
		if left < n {
			return false
		}
		if q.left.CompareAndSwap(left, left-n) {
			return true
		}
	}
}
