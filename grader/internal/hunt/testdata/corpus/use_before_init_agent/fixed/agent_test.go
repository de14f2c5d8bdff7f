package agent

import "testing"

func TestSamplesAreReported(t *testing.T) {
	sum := 0
	a := New(WithReporter(func(sample int) { sum += sample }))
	for i := range 4 {
		a.Add(i)
	}
	a.Close()
	if sum != 6 {
		t.Errorf("sum is %d, want 6", sum)
	}
}
