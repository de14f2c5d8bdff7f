package session

import (
	"errors"
	"testing"
	"time"
)

func TestHandshakeError(t *testing.T) {
	s, err := Dial(time.Millisecond, func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	refused := errors.New("bad certificate")
	if _, err := Dial(time.Millisecond, func() error { return refused }); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
}
