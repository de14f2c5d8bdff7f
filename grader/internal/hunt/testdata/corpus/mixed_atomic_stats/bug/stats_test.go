package stats

import (
	"sync"
	"testing"
)

func TestHealthyService(t *testing.T) {
	var s Stats
	for range 10 {
		s.Request(false)
	}
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { s.Request(i == 0) })
	}
	wg.Go(func() {
		if s.Failing() {
			t.Error("one failure in ten")
		}
	})
	wg.Wait()
}
