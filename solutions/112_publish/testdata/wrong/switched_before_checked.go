// want: wrong result in "what check refuses is never seen"
// "Switch first, and back when check says no; so check may take its time."
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

type edition struct {
	Settings
	version int64
}

type Store struct {
	check      func(old, next Settings) error
	publishing sync.Mutex
	current    atomic.Pointer[edition]
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.current.Store(&edition{})
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	old := s.current.Load()
	e := &edition{next, old.version + 1}
	s.current.Store(e)
	if err := s.check(old.Settings, next); err != nil {
		s.current.Store(old)
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	return e.version, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load()
	return e.Settings, e.version
}

func (s *Store) Close() {}
