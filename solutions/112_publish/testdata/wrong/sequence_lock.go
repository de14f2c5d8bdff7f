// want: data race or busy wait in "readers see whole settings, and never older ones"
// "A sequence lock, as in the kernel: read, and read again if the number has
// changed." The reads in between are plain, and a torn read is a race even if
// it is thrown away.
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

type Store struct {
	check      func(old, next Settings) error
	publishing sync.Mutex
	seq        atomic.Int64 // odd while current is written
	current    Settings
}

func New(check func(old, next Settings) error) *Store { return &Store{check: check} }

func (s *Store) Publish(next Settings) (int64, error) {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	if err := s.check(s.current, next); err != nil {
		return 0, fmt.Errorf("publish settings for %s: %w", next.Endpoint, err)
	}
	s.seq.Add(1)
	s.current = next
	return s.seq.Add(1) / 2, nil
}

func (s *Store) Current() (Settings, int64) {
	for {
		seq := s.seq.Load()
		got := s.current
		if seq%2 == 0 && s.seq.Load() == seq {
			return got, seq / 2
		}
	}
}

func (s *Store) Close() {}
