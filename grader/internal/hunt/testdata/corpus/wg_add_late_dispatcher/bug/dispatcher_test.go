package dispatcher

import "testing"

func TestCloseSumsAllJobs(t *testing.T) {
	d := Start()
	for i := range int64(3) {
		d.Submit(func() int64 { return i + 1 })
	}
	if sum := d.Close(); sum != 6 {
		t.Errorf("sum is %d, want 6", sum)
	}
}
