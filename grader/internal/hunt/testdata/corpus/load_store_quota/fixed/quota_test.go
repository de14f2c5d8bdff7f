package quota

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestQuotaIsNotExceeded(t *testing.T) {
	q := New(50)
	var taken atomic.Int64
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for q.Take(5) {
				taken.Add(5)
			}
		})
	}
	wg.Wait()
	if n := taken.Load(); n != 50 {
		t.Errorf("%d requests taken of 50", n)
	}
}
