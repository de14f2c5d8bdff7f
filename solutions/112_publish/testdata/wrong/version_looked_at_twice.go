// want: wrong result in "readers see whole settings, and never older ones"
// "Two atomics, and look again if the version has changed meanwhile." It has not
// changed while a publisher stands between its two stores.
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
	current    atomic.Pointer[Settings]
	version    atomic.Int64
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.current.Store(&Settings{})
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if err := s.check(*s.current.Load(), next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.current.Store(&next)
	return s.version.Add(1), nil
}

func (s *Store) Current() (Settings, int64) {
	for {
		version := s.version.Load()
		current := s.current.Load()
		if s.version.Load() == version {
			return *current, version
		}
	}
}

func (s *Store) Close() {}
