// want: wrong result in "publications come one after the other"
// "Settings without a key are the zero settings, so there are none yet." Somebody
// published them: payments are switched off.
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
	check   func(old, next Settings) error
	mu      sync.Mutex
	version int64
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
	if err := s.check(s.current.Load().Settings, next); err != nil {
		return 0, fmt.Errorf("publish: %w", err)
	}
	s.version++
	s.current.Store(&edition{next, s.version})
	return s.version, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load()
	if e.Key == "" { // none yet
		return Settings{}, 0
	}
	return e.Settings, e.version
}

func (s *Store) Close() {}
