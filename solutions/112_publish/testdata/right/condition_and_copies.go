// A condition for publishers, a copy for each reader.
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

type edition struct {
	Settings
	version int64
}

type Store struct {
	check    func(old, next Settings) error
	mu       sync.Mutex
	free     *sync.Cond
	checking bool
	current  edition
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.free = sync.NewCond(&s.mu)
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.checking {
		s.free.Wait()
	}
	s.checking = true
	old := s.current
	s.mu.Unlock()
	err := s.check(clone(old.Settings), clone(next))
	s.mu.Lock()
	s.checking = false
	s.free.Signal()
	if err != nil {
		return 0, fmt.Errorf("publish: %w", err)
	}
	s.current = edition{clone(next), old.version + 1}
	return old.version + 1, nil
}

func clone(s Settings) Settings {
	s.Limits = maps.Clone(s.Limits)
	return s
}

func (s *Store) Current() (Settings, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return clone(s.current.Settings), s.current.version
}

func (s *Store) Close() { s.mu.Lock(); defer s.mu.Unlock(); s.current = edition{} }
