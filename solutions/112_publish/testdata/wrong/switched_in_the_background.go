// want: wrong result in "readers see whole settings, and never older ones"
// "An owner switches the settings; Publish need not wait for it." It returns a
// version that no reader gets yet.
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
	last       edition
	current    atomic.Pointer[edition]
	editions   chan *edition
	done       chan struct{}
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check, editions: make(chan *edition, 16), done: make(chan struct{})}
	s.current.Store(&edition{})
	go func() {
		defer close(s.done)
		for e := range s.editions {
			s.current.Store(e)
		}
	}()
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if err := s.check(s.last.Settings, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.last = edition{next, s.last.version + 1}
	e := s.last
	s.editions <- &e
	return e.version, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load()
	return e.Settings, e.version
}

func (s *Store) Close() {
	close(s.editions)
	<-s.done
}
