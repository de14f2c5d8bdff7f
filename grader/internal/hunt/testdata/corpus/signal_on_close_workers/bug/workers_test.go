package workers

import (
	"sync/atomic"
	"testing"
)

func TestCloseRunsEverything(t *testing.T) {
	pool := New(2)
	var ran atomic.Int64
	for range 4 {
		pool.Submit(func() { ran.Add(1) })
	}
	pool.Close()
	if n := ran.Load(); n != 4 {
		t.Errorf("%d tasks ran, want 4", n)
	}
}
