package batcher

import (
	"slices"
	"testing"
	"time"
)

func TestEveryItemIsFlushed(t *testing.T) {
	var flushed []string
	b := Start(2*time.Millisecond, func(batch []string) { flushed = append(flushed, batch...) })
	items := []string{"a", "b", "c", "d"}
	for _, item := range items {
		b.Add(item)
	}
	b.Close()
	if !slices.Equal(flushed, items) {
		t.Errorf("flushed %q", flushed)
	}
}
