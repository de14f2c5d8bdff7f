// want: wrong result in "publications come one after the other"
// "Compare and swap, and try again when somebody was faster." Each try is
// another payment of one cent: check is to be called once.
package settings

import (
	"fmt"
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
	current atomic.Pointer[edition]
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.current.Store(&edition{})
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	for {
		old := s.current.Load()
		if err := s.check(old.Settings, next); err != nil {
			return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
		}
		e := &edition{next, old.version + 1}
		if s.current.CompareAndSwap(old, e) {
			return e.version, nil
		}
	}
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load()
	return e.Settings, e.version
}

func (s *Store) Close() {}
