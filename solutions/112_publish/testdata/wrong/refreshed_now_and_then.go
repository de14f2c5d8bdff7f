// want: wrong result in "readers see whole settings, and never older ones"
// "Readers get a copy that is renewed every few milliseconds; that is soon
// enough." Publish has returned, and they still get the old one.
package settings

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
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
	check func(old, next Settings) error
	copy  atomic.Pointer[edition]
	stop  chan struct{}
	done  chan struct{}

	publishing sync.Mutex
	mu         sync.Mutex
	current    edition
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check, stop: make(chan struct{}), done: make(chan struct{})}
	s.copy.Store(&edition{})
	go s.refresh()
	return s
}

func (s *Store) refresh() {
	defer close(s.done)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.mu.Lock()
			e := s.current
			s.mu.Unlock()
			s.copy.Store(&e)
		case <-s.stop:
			return
		}
	}
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.mu.Lock()
	old := s.current
	s.mu.Unlock()
	if err := s.check(old.Settings, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = edition{next, old.version + 1}
	return s.current.version, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.copy.Load()
	return e.Settings, e.version
}

func (s *Store) Close() {
	close(s.stop)
	<-s.done
}
