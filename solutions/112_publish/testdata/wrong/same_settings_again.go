// want: wrong result in "publications come one after the other"
// "These are current already, nothing has to be done." Nobody tried them, and the
// audit log has no line.
package settings

import (
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
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
	check   func(old, next Settings) error
	mu      sync.Mutex
	current atomic.Pointer[edition]
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.current.Store(&edition{})
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.current.Load()
	if old.version > 0 && old.Endpoint == next.Endpoint && old.Key == next.Key && maps.Equal(old.Limits, next.Limits) {
		return old.version, nil // nothing to do
	}
	if err := s.check(old.Settings, next); err != nil {
		return 0, fmt.Errorf("publish: %w", err)
	}
	s.current.Store(&edition{next, old.version + 1})
	return old.version + 1, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load()
	return e.Settings, e.version
}

func (s *Store) Close() {}
