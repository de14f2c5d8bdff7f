package dictionary

import (
	"sync"
	"testing"
)

func TestHitsAreCounted(t *testing.T) {
	d := New()
	d.Define("race", "a contest of speed")
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if _, ok := d.Lookup("race"); !ok {
				t.Error("race is not defined")
			}
		})
	}
	wg.Wait()
	if n := d.Hits("race"); n != 3 {
		t.Errorf("%d hits, want 3", n)
	}
}
