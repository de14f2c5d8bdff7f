// want: stuck in "no goroutine is left behind"
// "The publisher comes with the first publication." Without one, Close talks to
// nobody.
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

type request struct {
	next    Settings
	done    chan error
	version int64
}

type Store struct {
	check    func(old, next Settings) error
	requests chan *request
	once     sync.Once
	mu       sync.RWMutex
	current  edition
	stop     chan struct{}
}

func New(check func(old, next Settings) error) *Store {
	return &Store{check: check, requests: make(chan *request), stop: make(chan struct{})}
}

func (s *Store) run() {
	for {
		select {
		case r := <-s.requests:
			old, version := s.Current()
			err := s.check(old, r.next)
			if err == nil {
				s.mu.Lock()
				r.version = version + 1
				s.current = edition{r.next, r.version}
				s.mu.Unlock()
			}
			r.done <- err
		case <-s.stop:
			return
		}
	}
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.once.Do(func() { go s.run() })
	r := &request{next: next, done: make(chan error)}
	s.requests <- r
	if err := <-r.done; err != nil {
		return 0, fmt.Errorf("publish: %w", err)
	}
	return r.version, nil
}

func (s *Store) Current() (Settings, int64) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.current.Settings, s.current.version
}

func (s *Store) Close() { s.stop <- struct{}{} }
