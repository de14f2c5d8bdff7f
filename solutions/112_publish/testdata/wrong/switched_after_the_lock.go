// want: wrong result in "publications come one after the other"
// "The version is counted under the lock; the atomic pointer needs none." The
// first who counts may be the last who switches, and settings go back.
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
	last       *edition
	current    atomic.Pointer[edition]
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check, last: &edition{}}
	s.current.Store(s.last)
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	e, err := s.prepare(next)
	if err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.current.Store(e)
	return e.version, nil
}

func (s *Store) prepare(next Settings) (*edition, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if err := s.check(s.last.Settings, next); err != nil {
		return nil, err
	}
	s.last = &edition{next, s.last.version + 1}
	return s.last, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load()
	return e.Settings, e.version
}

func (s *Store) Close() {}
