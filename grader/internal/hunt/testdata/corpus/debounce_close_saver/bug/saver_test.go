package saver

import (
	"testing"
	"time"
)

func TestCloseAfterTheFirstSave(t *testing.T) {
	s := New(time.Millisecond)
	s.Change("draft")
	if text := <-s.Outputs(); text != "draft" {
		t.Errorf("saved %q", text)
	}
	s.Change("final")
	s.Close()
	for text := range s.Outputs() {
		if text != "final" {
			t.Errorf("saved %q", text)
		}
	}
}
