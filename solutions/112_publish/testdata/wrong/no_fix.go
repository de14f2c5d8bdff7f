// want: data race in "readers see whole settings, and never older ones"
// "A pointer is written in one piece, and the flag is set last."
package settings

import (
	"fmt"
)

type Settings struct {
	Endpoint string
	Key      string
	Limits   map[string]int64
}

type Store struct {
	check   func(old, next Settings) error
	ready   bool
	current *Settings
	version int64
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
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
