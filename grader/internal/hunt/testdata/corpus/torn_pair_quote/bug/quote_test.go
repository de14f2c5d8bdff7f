package quote_test

import (
	"sync"
	"testing"

	quote "corpus/torn_pair_quote/bug"
)

func TestSpreadIsOneCent(t *testing.T) {
	var b quote.Board
	b.Publish(100, 101)
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 3 {
			if spread := b.Spread(); spread != 1 {
				t.Errorf("spread is %d, want 1", spread)
			}
		}
	})
	wg.Go(func() {
		for bid := int64(110); bid < 140; bid += 10 {
			b.Publish(bid, bid+1)
		}
	})
	wg.Wait()
}
