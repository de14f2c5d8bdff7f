package transfer

import (
	"errors"
	"testing"
)

func TestUploadError(t *testing.T) {
	full := errors.New("quota exceeded")
	err := Both(func() error { return full }, func() error { return nil })
	if !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}
