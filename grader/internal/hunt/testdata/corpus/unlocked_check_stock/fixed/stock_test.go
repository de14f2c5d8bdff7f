package stock

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestLastItemIsSoldOnce(t *testing.T) {
	s := New(map[string]int{"lamp": 3})
	var sold atomic.Int64
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if s.Reserve("lamp", 2) {
				sold.Add(2)
			}
		})
	}
	wg.Wait()
	if n := sold.Load(); n != 2 {
		t.Errorf("sold %d lamps, want 2", n)
	}
	if n := s.Available("lamp"); n != 1 {
		t.Errorf("%d lamps left, want 1", n)
	}
}
