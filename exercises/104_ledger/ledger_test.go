package ledger_test

import (
	"slices"
	"sync"
	"testing"

	ledger "racekata/exercises/104_ledger"
)

func TestTreasurersMoveMoney(t *testing.T) {
	l := ledger.New([]int64{100, 100, 100}, func(from, to int, amount int64) {})
	defer l.Close()

	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			if err := l.Transfer(i%3, (i+1)%3, 5); err != nil {
				t.Errorf("transfer %d: %v", i, err)
			}
		})
	}
	wg.Wait()

	if got, want := l.Snapshot(), []int64{100, 100, 100}; !slices.Equal(got, want) {
		t.Errorf("the balances are %d, not %d", got, want)
	}
}
