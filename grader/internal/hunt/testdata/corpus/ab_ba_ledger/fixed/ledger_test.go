package ledger_test

import (
	"sync"
	"testing"

	ledger "corpus/ab_ba_ledger/fixed"
)

func TestTransfersKeepTheSum(t *testing.T) {
	a, b := ledger.Open(1, 1000), ledger.Open(2, 1000)
	var wg sync.WaitGroup
	pay := func(from, to *ledger.Account) {
		for range 5 {
			if err := ledger.Transfer(from, to, 10); err != nil {
				t.Error(err)
			}
		}
	}
	wg.Go(func() { pay(a, b) })
	wg.Go(func() { pay(b, a) })
	wg.Wait()
	if sum := a.Balance() + b.Balance(); sum != 2000 {
		t.Errorf("sum is %d, want 2000", sum)
	}
}
