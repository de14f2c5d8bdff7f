package server

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

type memory struct{ closed atomic.Bool }

func (m *memory) Read(key string) (string, error) {
	if m.closed.Load() {
		return "", errors.New("read from a closed store")
	}
	return "value of " + key, nil
}

func (m *memory) Close() { m.closed.Store(true) }

func TestShutdownWaitsForRequests(t *testing.T) {
	s := New(new(memory))
	var wg sync.WaitGroup
	for _, key := range []string{"a", "b", "c"} {
		wg.Go(func() {
			if _, err := s.Handle(key); err != nil && !errors.Is(err, ErrClosing) {
				t.Errorf("%s: %v", key, err)
			}
		})
	}
	wg.Go(s.Shutdown)
	wg.Wait()
}
