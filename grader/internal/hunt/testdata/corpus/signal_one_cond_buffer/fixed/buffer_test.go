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
	for i := range int64(2) {
		wg.Go(func() { b.Put(i + 1) })
		wg.Go(func() { sum.Add(b.Get()) })
	}
	wg.Wait()
	if sum.Load() != 3 {
		t.Errorf("sum is %d, want 3", sum.Load())
	}
}
