package workers

import (
	"sync/atomic"
	"testing"
)

func TestStopWaitsForJobs(t *testing.T) {
	pool := New(2)
	var done atomic.Int64
	for range 5 {
		pool.Do(func() { done.Add(1) })
	}
	pool.Stop()
	if n := done.Load(); n != 5 {
		t.Errorf("%d jobs done, want 5", n)
	}
}
