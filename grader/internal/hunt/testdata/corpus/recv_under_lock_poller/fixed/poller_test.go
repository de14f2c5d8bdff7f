package poller

import "testing"

func TestStopReturnsTheSum(t *testing.T) {
	p := Start()
	for i := range 3 {
		p.Add(i)
	}
	if sum := p.Stop(); sum != 3 {
		t.Errorf("sum is %d, want 3", sum)
	}
	if sum := p.Stop(); sum != 3 {
		t.Errorf("sum after a second stop is %d, want 3", sum)
	}
}
