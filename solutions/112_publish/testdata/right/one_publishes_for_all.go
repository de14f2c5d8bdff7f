// Who publishes puts it into a basket. The one who gets hold of the lock empties the basket
// and publishes for all who are in it, the others find it done.
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

type wish struct {
	next    Settings
	version int64
	err     error
	done    chan struct{}
}

type Store struct {
	check   func(old, next Settings) error
	current atomic.Pointer[edition]

	mu     sync.Mutex
	basket []*wish
	leader bool
}

func New(check func(old, next Settings) error) *Store {
	s := &Store{check: check}
	s.current.Store(&edition{})
	return s
}

func (s *Store) Publish(next Settings) (int64, error) {
	w := &wish{next: next, done: make(chan struct{})}
	s.mu.Lock()
	s.basket = append(s.basket, w)
	leads := !s.leader
	s.leader = true
	s.mu.Unlock()
	if leads {
		s.lead()
	}
	<-w.done
	return w.version, w.err
}

func (s *Store) lead() {
	for {
		s.mu.Lock()
		all := s.basket
		s.basket = nil
		if len(all) == 0 {
			s.leader = false
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		// The last that came is the first.
		for i := len(all) - 1; i >= 0; i-- {
			s.publish(all[i])
		}
	}
}

func (s *Store) publish(w *wish) {
	defer close(w.done)
	old := s.current.Load()
	if err := s.check(old.Settings, w.next); err != nil {
		w.err = fmt.Errorf("%w", err)
		return
	}
	w.version = old.version + 1
	s.current.Store(&edition{w.next, w.version})
}

func (s *Store) Current() (Settings, int64) {
	e := s.current.Load()
	return e.Settings, e.version
}

func (s *Store) Close() {}
