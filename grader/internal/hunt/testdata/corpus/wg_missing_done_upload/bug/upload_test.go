package upload

import (
	"errors"
	"testing"
)

func TestFirstErrorIsReturned(t *testing.T) {
	broken := errors.New("checksum differs")
	sum := make(chan struct{})
	err := All([]string{"head", "body", "tail", "sum"}, func(part string) error {
		switch part {
		case "sum":
			close(sum)
		case "tail":
			<-sum // the server checks the tail against it
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
