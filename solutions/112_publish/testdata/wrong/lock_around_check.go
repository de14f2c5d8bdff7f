// want: wrong result or stuck in "no reader waits for a check"
// "One lock around everything, and a read lock for the readers, so that they
// do not hinder each other." The writer hinders them all.
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
	check   func(old, next Settings) error
	mu      sync.RWMutex
	current Settings
	version int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.check(s.current, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.current = next
	s.version++
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.current, s.version
}

func (s *Store) Close() {}
