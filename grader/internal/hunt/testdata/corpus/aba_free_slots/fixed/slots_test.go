package slots

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestSlotHasOneOwner(t *testing.T) {
	s := New(4)
	var owners [4]atomic.Int64
	take := func() int {
		slot, ok := s.Take()
		if !ok {
			t.Error("no free slot")
			return -1
		}
		if owners[slot].Add(1) != 1 {
			t.Errorf("slot %d has two owners", slot)
		}
		return slot
	}
	free := func(slot int) {
		if slot >= 0 {
			owners[slot].Add(-1)
			s.Free(slot)
		}
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			first, second := take(), take()
			free(first)
			third := take()
			free(second)
			free(third)
		})
	}
	wg.Wait()
}
