// bug: three shards in a ring are each locked before their neighbour, so three rebalances can wait for each other in a circle ; kind: stuck

// Package ring spreads keys over shards that form a ring.
package ring

import "sync"

type shard struct {
	mu   sync.Mutex
	keys []string
}

// Ring is a fixed number of shards.
type Ring struct {
	shards []*shard
}

// New returns a ring of n empty shards.
func New(n int) *Ring {
	r := &Ring{shards: make([]*shard, n)}
	for i := range r.shards {
		r.shards[i] = new(shard)
	}
	return r
}

// Add puts a key on shard i.
func (r *Ring) Add(i int, key string) {
	s := r.shards[i]
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = append(s.keys, key)
}

// Rebalance moves one key from shard i to the next when i holds more.
func (r *Ring) Rebalance(i int) {
	next := (i + 1) % len(r.shards)
	from, to := r.shards[i], r.shards[next]
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	if n := len(from.keys); n > len(to.keys) {
		to.keys = append(to.keys, from.keys[n-1])
		from.keys = from.keys[:n-1]
	}
}

// Len counts the keys on all shards.
func (r *Ring) Len() int {
	n := 0
	for _, s := range r.shards {
		s.mu.Lock()
		n += len(s.keys)
		s.mu.Unlock()
	}
	return n
}
