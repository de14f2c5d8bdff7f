// want: data race in "readers see whole settings, and never older ones"
// "Announce the switch, give the readers a moment to get out, then switch."
package settings

import (
	"fmt"
	"sync"
	"time"
)

type Settings struct {
	Endpoint string
	Key      string
	Limits   map[string]int64
}

type Store struct {
	check      func(old, next Settings) error
	publishing sync.Mutex
	switching  bool
	current    Settings
	version    int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if err := s.check(s.current, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.switching = true
	time.Sleep(100 * time.Microsecond)
	s.current = next
	s.version++
	s.switching = false
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	for s.switching {
		time.Sleep(20 * time.Microsecond)
	}
	return s.current, s.version
}

func (s *Store) Close() {}
