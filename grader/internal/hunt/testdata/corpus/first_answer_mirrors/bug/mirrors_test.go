package mirrors

import (
	"errors"
	"testing"
)

func TestFirstCopyWins(t *testing.T) {
	empty := func(string) (string, bool) { return "", false }
	full := func(file string) (string, bool) { return "body of " + file, true }
	body, err := Fetch("go.tar", full, full, full)
	if err != nil || body != "body of go.tar" {
		t.Errorf("got %q, %v", body, err)
	}
	if _, err := Fetch("go.tar", empty, empty, empty); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
}
