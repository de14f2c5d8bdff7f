package checks_test

import (
	"errors"
	"testing"

	checks "corpus/early_error_checks/fixed"
)

func TestBadFileIsReported(t *testing.T) {
	bad := errors.New("checksum differs")
	err := checks.All([]string{"a.go", "b.go", "c.go", "d.go"}, 2, func(file string) error {
		if file == "d.go" {
			return bad
		}
		return nil
	})
	if !errors.Is(err, bad) {
		t.Errorf("got %v", err)
	}
}
