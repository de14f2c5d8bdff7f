package wallet

import (
	"errors"
	"sync"
	"testing"
)

func TestSpendFromTwoShops(t *testing.T) {
	w := new(Wallet)
	w.TopUp(30)
	var wg sync.WaitGroup
	wg.Go(func() { w.TopUp(100) })
	var mu sync.Mutex
	spent := 0
	for range 2 {
		wg.Go(func() {
			err := w.Spend(30)
			if err != nil && !errors.Is(err, ErrEmpty) {
				t.Error(err)
			}
			if err == nil {
				mu.Lock()
				spent += 30
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if left := w.Balance(); left+spent != 130 {
		t.Errorf("%d left after spending %d of 130", left, spent)
	}
}
