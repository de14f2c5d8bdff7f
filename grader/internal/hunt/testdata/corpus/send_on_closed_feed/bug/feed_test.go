package feed

import (
	"sync"
	"testing"
)

func TestReaderClosesTheFeed(t *testing.T) {
	f := New(4)
	var wg sync.WaitGroup
	wg.Go(func() {
		for _, item := range []string{"sun", "rain", "snow"} {
			if !f.Publish(item) {
				return
			}
		}
	})
	if first := <-f.Items(); first != "sun" {
		t.Errorf("first is %q", first)
	}
	f.Close()
	for item := range f.Items() {
		if item != "rain" && item != "snow" {
			t.Errorf("then came %q", item)
		}
	}
	wg.Wait()
}
