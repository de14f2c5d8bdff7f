package blob

import (
	"sync"
	"testing"
)

func TestBlobIsFreedOnce(t *testing.T) {
	b := New([]byte("pixels"))
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if !b.Acquire() {
				return
			}
			if b.Freed() != 0 {
				t.Error("a freed blob was acquired")
			}
			b.Release()
		})
	}
	wg.Go(b.Release)
	wg.Wait()
	if n := b.Freed(); n != 1 {
		t.Errorf("freed %d times, want once", n)
	}
}
