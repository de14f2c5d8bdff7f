// want: wrong result or stuck in "no reader waits for a check"
// "One goroutine owns the settings and does everything that concerns them."
// While it checks, it answers nobody.
package settings

import (
	"fmt"
)

type Settings struct {
	Endpoint string
	Key      string
	Limits   map[string]int64
}

type answer struct {
	version int64
	err     error
}

type request struct {
	next   Settings
	answer chan answer
}

type edition struct {
	Settings
	version int64
}

type Store struct {
	check    func(old, next Settings) error
	requests chan request
	readers  chan edition
	stop     chan struct{}
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check, requests: make(chan request), readers: make(chan edition), stop: make(chan struct{})}
	go s.run()
	return s
}

func (s *Store) run() {
	var current edition
	for {
		select {
		case r := <-s.requests:
			if err := s.check(current.Settings, r.next); err != nil {
				r.answer <- answer{err: fmt.Errorf("publish settings for %s: %w", r.next.Endpoint, err)}
				continue
			}
			current = edition{r.next, current.version + 1}
			r.answer <- answer{version: current.version}
		case s.readers <- current:
		case <-s.stop:
			return
		}
	}
}

func (s *Store) Publish(next Settings) (int64, error) {
	r := request{next, make(chan answer)}
	s.requests <- r
	a := <-r.answer
	return a.version, a.err
}

func (s *Store) Current() (Settings, int64) {
	e := <-s.readers
	return e.Settings, e.version
}

func (s *Store) Close() { close(s.stop) }
