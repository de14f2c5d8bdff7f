// All editions in a list that only grows; the last one is current. An edition
// in it is never written again.
package settings

import (
	"fmt"
	"sync"
)

type Settings struct {
	Endpoint string
	Key      string
	Limits   map[string]int64
}

type Store struct {
	check      func(old, next Settings) error
	publishing sync.Mutex

	mu      sync.Mutex
	history []Settings // the first is of version 0
}

func New(check func(old, next Settings) error) *Store {
	return &Store{check: check, history: make([]Settings, 1)}
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	old, version := s.Current()
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.mu.Lock()
	s.history = append(s.history, next)
	s.mu.Unlock()
	return version + 1, nil
}

func (s *Store) Current() (Settings, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.history) - 1
	return s.history[last], int64(last)
}

func (s *Store) Close() {}
