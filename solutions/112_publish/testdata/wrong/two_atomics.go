// want: wrong result in "readers see whole settings, and never older ones"
// "The pointer is atomic, and so is the version." Between the two loads of a
// reader there is room for a publication.
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
	return *s.current.Load(), s.version.Load()
}

func (s *Store) Close() {}
