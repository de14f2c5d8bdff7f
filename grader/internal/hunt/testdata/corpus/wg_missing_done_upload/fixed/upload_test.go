package upload

import (
	"errors"
	"testing"
)

func TestFirstErrorIsReturned(t *testing.T) {
	broken := errors.New("connection reset")
	err := All([]string{"head", "body", "tail", "sum"}, func(part string) error {
		if part == "tail" {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
