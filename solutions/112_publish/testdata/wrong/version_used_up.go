// want: wrong result in "what check refuses is never seen"
// "A version is a ticket: taken at the door, whatever happens inside."
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
	tickets    int64

	mu      sync.Mutex
	current Settings
	version int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.tickets++
	old, _ := s.Current()
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current, s.version = next, s.tickets
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current, s.version
}

func (s *Store) Close() {}
