package supervisor

import (
	"errors"
	"testing"
)

func TestFailureIsAnsweredAndCounted(t *testing.T) {
	s := New()
	requests := make(chan Request)
	s.Spawn(requests)
	s.Spawn(requests)

	broken := errors.New("disk full")
	reply := make(chan error)
	for _, want := range []error{nil, broken} {
		requests <- Request{func() error { return want }, reply}
		if err := <-reply; err != want {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	if n := s.Stop(); n > 1 {
		t.Errorf("%d failures, want at most one", n)
	}
}
