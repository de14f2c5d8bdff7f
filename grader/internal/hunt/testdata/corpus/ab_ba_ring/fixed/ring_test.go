package ring

import (
	"strconv"
	"sync"
	"testing"
)

func TestRebalanceLosesNoKey(t *testing.T) {
	r := New(3)
	for i := range 9 {
		r.Add(i%2, strconv.Itoa(i))
	}
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			for range 2 {
				r.Rebalance(i)
			}
		})
	}
	wg.Wait()
	if n := r.Len(); n != 9 {
		t.Errorf("%d keys, want 9", n)
	}
}
