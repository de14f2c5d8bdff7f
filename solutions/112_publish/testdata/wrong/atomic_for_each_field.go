// want: wrong result in "readers see whole settings, and never older ones"
// "Every field is atomic, so nothing can race." Safe parts do not make a safe
// whole: address and key of two contracts.
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
	endpoint   atomic.Pointer[string]
	key        atomic.Pointer[string]
	limits     atomic.Pointer[map[string]int64]
	version    atomic.Int64
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.store(Settings{})
	return s
}

func (s *Store) store(next Settings) {
	s.endpoint.Store(&next.Endpoint)
	s.key.Store(&next.Key)
	s.limits.Store(&next.Limits)
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	old, _ := s.Current()
	if err := s.check(old, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.store(next)
	return s.version.Add(1), nil
}

func (s *Store) Current() (Settings, int64) {
	return Settings{*s.endpoint.Load(), *s.key.Load(), *s.limits.Load()}, s.version.Load()
}

func (s *Store) Close() {}
