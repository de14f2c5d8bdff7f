package catalog

import (
	"sync"
	"testing"
)

func TestSearchWhileShelvesFill(t *testing.T) {
	c := New(2)
	c.Add(0, "the go book")
	shelved := make(chan int)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(shelved)
		for i, title := range []string{"a go poem", "go by ship"} {
			c.Add(1, title)
			shelved <- i + 2
		}
	})
	for atLeast := range shelved {
		if n := c.Search("go"); n < atLeast || n > 3 {
			t.Errorf("%d hits, want %d to 3", n, atLeast)
		}
	}
	wg.Wait()
	if n := c.Search("go"); n != 3 {
		t.Errorf("%d hits, want 3", n)
	}
}
