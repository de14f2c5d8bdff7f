// want: wrong result in "publications come one after the other"
// "Whoever waits to publish is woken when there is something new." After a
// refusal there is not.
package settings

import (
	"fmt"
	"sync"
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
	check    func(old, next Settings) error
	mu       sync.Mutex
	free     *sync.Cond
	checking bool
	current  edition
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.free = sync.NewCond(&s.mu)
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.checking {
		s.free.Wait()
	}
	s.checking = true
	old := s.current
	s.mu.Unlock()
	err := s.check(old.Settings, next)
	s.mu.Lock()
	s.checking = false
	if err != nil {
		return 0, fmt.Errorf("publish: %w", err)
	}
	s.current = edition{next, old.version + 1}
	s.free.Signal()
	return old.version + 1, nil
}

func (s *Store) Current() (Settings, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current.Settings, s.current.version
}

func (s *Store) Close() {}
