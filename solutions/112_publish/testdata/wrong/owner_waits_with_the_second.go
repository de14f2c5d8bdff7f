// want: wrong result in "no reader waits for a check"
// "The owner lets another goroutine check and goes on answering readers." Until
// somebody else publishes: then it waits for that check to end.
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
	readers  chan edition
	stop     chan struct{}
	running  sync.WaitGroup
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check, requests: make(chan *request), readers: make(chan edition), stop: make(chan struct{})}
	s.running.Go(s.own)
	return s
}

func (s *Store) own() {
	var (
		e        edition
		checking *request
		checked  = make(chan error)
	)
	end := func(err error) {
		if err == nil {
			e = edition{checking.next, e.version + 1}
			checking.version = e.version
		}
		checking.done <- err
		checking = nil
	}
	for {
		select {
		case s.readers <- e:
		case err := <-checked:
			end(err)
		case r := <-s.requests:
			if checking != nil {
				end(<-checked) // one after the other
			}
			checking = r
			old := e.Settings
			go func() { checked <- s.check(old, r.next) }()
		case <-s.stop:
			return
		}
	}
}

func (s *Store) Publish(next Settings) (int64, error) {
	r := &request{next: next, done: make(chan error)}
	s.requests <- r
	if err := <-r.done; err != nil {
		return 0, fmt.Errorf("publish: %w", err)
	}
	return r.version, nil
}

func (s *Store) Current() (Settings, int64) {
	e := <-s.readers
	return e.Settings, e.version
}

func (s *Store) Close() {
	close(s.stop)
	s.running.Wait()
}
