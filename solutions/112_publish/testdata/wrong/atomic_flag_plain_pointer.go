// want: data race in "readers see whole settings, and never older ones"
// "The flag is atomic and is set last; who sees it sees all that was written
// before." True for the first publication, and for no other.
package settings

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Settings struct {
	Endpoint string
	Key      string
	Limits   map[string]int64
}

type Store struct {
	check      func(old, next Settings) error
	publishing sync.Mutex
	ready      atomic.Bool
	current    *Settings
	version    int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	var old Settings
	if s.ready.Load() {
		old = *s.current
	}
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.current = &next
	s.version++
	s.ready.Store(true)
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	if !s.ready.Load() {
		return Settings{}, 0
	}
	return *s.current, s.version
}

func (s *Store) Close() {}
