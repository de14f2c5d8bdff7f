package catalog

import (
	"sync"
	"testing"
)

func TestSearchWhileShelvesFill(t *testing.T) {
	c := New(2)
	c.Add(0, "the go book")
	var wg sync.WaitGroup
	wg.Go(func() { c.Add(1, "a go poem") })
	wg.Go(func() {
		if n := c.Search("go"); n < 1 || n > 2 {
			t.Errorf("%d hits while filling", n)
		}
	})
	wg.Wait()
	if n := c.Search("go"); n != 2 {
		t.Errorf("%d hits, want 2", n)
	}
}
