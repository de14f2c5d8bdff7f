// bug: Reserve asks for the stock under one lock and takes it under another, so two orders can sell the same last item ; kind: wrong result

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
	if s.Available(article) < n {
		return false
	}
	s.take(article, n)
	return true
}

// Return puts articles back.
func (s *Store) Return(article string, n int) { s.take(article, -n) }
