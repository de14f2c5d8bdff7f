// want: data race in "readers see whole settings, and never older ones"
// "Two slots: write the one that nobody reads, then switch." A reader that is
// slower than two publications still reads it.
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
	slots      [2]edition
	active     atomic.Int32
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	active := s.active.Load()
	old := s.slots[active]
	if err := s.check(old.Settings, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.slots[1-active] = edition{next, old.version + 1}
	s.active.Store(1 - active)
	return old.version + 1, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.slots[s.active.Load()]
	return e.Settings, e.version
}

func (s *Store) Close() {}
