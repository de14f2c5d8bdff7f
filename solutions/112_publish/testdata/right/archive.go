// A sync.Map of editions, and the number of the latest.
package settings

import (
	"errors"
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
	check    func(old, next Settings) error
	turn     chan struct{}
	editions sync.Map
	latest   atomic.Int64
}

func New(check func(old, next Settings) error) *Store {
	return &Store{check: check, turn: make(chan struct{}, 1)}
}

func (s *Store) Publish(next Settings) (int64, error) {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	old, version := s.Current()
	if err := s.check(old, next); err != nil {
		return 0, errors.Join(fmt.Errorf("publish version %d", version+1), err)
	}
	s.editions.Store(version+1, next)
	s.latest.Store(version + 1)
	return version + 1, nil
}

func (s *Store) Current() (Settings, int64) {
	version := s.latest.Load()
	e, _ := s.editions.Load(version)
	settings, _ := e.(Settings)
	return settings, version
}

func (s *Store) Close() { s.editions.Clear() }
