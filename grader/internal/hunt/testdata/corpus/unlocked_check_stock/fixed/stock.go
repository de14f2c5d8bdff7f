// fixed: Reserve checks and takes in one critical section

// Package stock reserves articles for orders.
package stock

import "sync"

// Store counts articles on hand.
type Store struct {
	mu     sync.Mutex
	onHand map[string]int
}

// New returns a store with these articles.
func New(onHand map[string]int) *Store { return &Store{onHand: onHand} }

// Available returns how many of an article are on hand.
func (s *Store) Available(article string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.onHand[article]
}

func (s *Store) take(article string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onHand[article] -= n
}

// Reserve takes n of an article, or nothing when there are fewer.
func (s *Store) Reserve(article string, n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.onHand[article] < n {
		return false
	}
	s.onHand[article] -= n
	return true
}

// Return puts articles back.
func (s *Store) Return(article string, n int) { s.take(article, -n) }
