package thumbnails

import (
	"errors"
	"testing"
)

func TestBrokenImage(t *testing.T) {
	broken := errors.New("not an image")
	err := All([]string{"cat.png", "dog.png", "notes.txt", "owl.png"}, func(image string) error {
		if image == "notes.txt" {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
