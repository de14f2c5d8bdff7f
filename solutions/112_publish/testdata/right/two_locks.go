// Two locks: one for the publishers, held while check runs, and one that is
// held for a few instructions, by readers too.
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

	mu      sync.RWMutex
	current Settings
	version int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	old, _ := s.Current()
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	return s.replace(next), nil
}

func (s *Store) replace(next Settings) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = next
	s.version++
	return s.version
}

func (s *Store) Current() (Settings, int64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.current, s.version
}

func (s *Store) Close() {}
