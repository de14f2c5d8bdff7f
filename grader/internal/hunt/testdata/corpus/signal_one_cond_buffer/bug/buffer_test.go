package buffer

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestItemsPassThrough(t *testing.T) {
	b := New[int64](1)
	var sum atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for range 2 {
				sum.Add(b.Get())
			}
		})
		wg.Go(func() {
			for i := range int64(2) {
				b.Put(i + 1)
			}
		})
	}
	wg.Wait()
	if sum.Load() != 6 {
		t.Errorf("sum is %d, want 6", sum.Load())
	}
}
