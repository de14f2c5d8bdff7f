// want: wrong result or data race in "readers see whole settings, and never older ones"
// "One map for all, refilled under the lock: it saves garbage." Everybody who
// has ever been given it sees it change.
package settings

import (
	"fmt"
	"maps"
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
	current Settings
	version int64
}

func New(check func(old, next Settings) error) *Store {
	return &Store{check: check, current: Settings{Limits: map[string]int64{}}}
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	old, _ := s.Current()
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current.Endpoint, s.current.Key = next.Endpoint, next.Key
	clear(s.current.Limits)
	maps.Copy(s.current.Limits, next.Limits)
	s.version++
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current, s.version
}

func (s *Store) Close() {}
