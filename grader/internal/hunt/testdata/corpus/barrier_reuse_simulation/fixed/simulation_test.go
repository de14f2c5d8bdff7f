package simulation

import (
	"sync/atomic"
	"testing"
)

func TestRoundsDoNotOverlap(t *testing.T) {
	var seen [2]atomic.Int64
	Run([]int{1, 2, 3}, 2, func(_, round, _ int) {
		seen[round].Add(1)
		if round == 1 && seen[0].Load() != 3 {
			t.Error("round 1 began before round 0 ended")
		}
	})
	if n := seen[1].Load(); n != 3 {
		t.Errorf("%d particles moved in round 1, want 3", n)
	}
}
