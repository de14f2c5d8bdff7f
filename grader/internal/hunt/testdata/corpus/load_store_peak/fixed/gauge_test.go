package gauge

import (
	"sync"
	"testing"
)

func TestPeakOfThree(t *testing.T) {
	var g Gauge
	var entered, left sync.WaitGroup
	entered.Add(3)
	for range 3 {
		left.Go(func() {
			g.Enter()
			entered.Done()
			entered.Wait()
			g.Leave()
		})
	}
	left.Wait()
	if p := g.Peak(); p != 3 {
		t.Errorf("peak is %d, want 3", p)
	}
}
