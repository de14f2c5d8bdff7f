// want: data race in "readers see whole settings, and never older ones"
// "Only writers need the lock; Current changes nothing."
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
	mu      sync.Mutex
	ready   bool
	current *Settings
	version int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var old Settings
	if s.ready {
		old = *s.current
	}
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.current = &next
	s.version++
	s.ready = true
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	if !s.ready {
		return Settings{}, 0
	}
	return *s.current, s.version
}

func (s *Store) Close() {}
