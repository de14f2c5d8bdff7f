// want: wrong result in "publications come one after the other"
// "No lock may be held while check runs, so check first, then lock." What was
// checked is then not what is replaced.
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
	current Settings
	version int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	old, _ := s.Current()
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = next
	s.version++
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current, s.version
}

func (s *Store) Close() {}
