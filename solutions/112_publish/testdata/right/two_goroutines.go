// Two goroutines own things: one publishes, one answers readers.
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
	switched chan edition
	stop     chan struct{}
	running  sync.WaitGroup
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check, make(chan *request), make(chan edition), make(chan edition), make(chan struct{}), sync.WaitGroup{}}
	s.running.Go(s.publish)
	s.running.Go(s.answer)
	return s
}

func (s *Store) answer() {
	var e edition
	for {
		select {
		case s.readers <- e:
		case e = <-s.switched:
		case <-s.stop:
			return
		}
	}
}

func (s *Store) publish() {
	var e edition
	for {
		select {
		case r := <-s.requests:
			err := s.check(e.Settings, r.next)
			if err == nil {
				e = edition{r.next, e.version + 1}
				r.version = e.version
				s.switched <- e
			}
			r.done <- err
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
