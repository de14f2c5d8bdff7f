// A goroutine publishes, so publishers need no lock; readers look at an
// atomic.Value.
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
	settings Settings
	version  int64
}

type request struct {
	next   Settings
	answer chan answer
}

type answer struct {
	version int64
	err     error
}

type Store struct {
	check    func(old, next Settings) error
	current  atomic.Value // edition
	requests chan request
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check, requests: make(chan request)}
	s.current.Store(edition{})
	go s.run()
	return s
}

func (s *Store) run() {
	var last edition
	for r := range s.requests {
		if err := s.check(last.settings, r.next); err != nil {
			r.answer <- answer{err: err}
			continue
		}
		last = edition{r.next, last.version + 1}
		s.current.Store(last)
		r.answer <- answer{version: last.version}
	}
}

func (s *Store) Publish(next Settings) (int64, error) {
	r := request{next, make(chan answer, 1)}
	s.requests <- r
	a := <-r.answer
	if a.err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, a.err)
	}
	return a.version, nil
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load().(edition)
	return e.settings, e.version
}

func (s *Store) Close() { close(s.requests) }
