package prices_test

import (
	"errors"
	"sync"
	"testing"

	prices "racekata/exercises/110_late_init"
)

func TestPricesAreLoadedOnce(t *testing.T) {
	loads := 0
	l := prices.New(func() ([]prices.Item, error) {
		loads++
		return []prices.Item{{"apple", 40}, {"bread", 310}, {"cheese", 650}}, nil
	})
	defer l.Close()
	if l.Loaded() {
		t.Error("the list says that it is loaded, and nobody has needed it")
	}

	var wg sync.WaitGroup
	for article, want := range map[string]int64{"apple": 40, "bread": 310, "cheese": 650} {
		wg.Go(func() {
			if got, err := l.Get(article); got != want || err != nil {
				t.Errorf("the price of %s is %d, and Get returned %d and %v", article, want, got, err)
			}
		})
	}
	wg.Wait()

	if _, err := l.Get("caviar"); !errors.Is(err, prices.ErrUnknown) {
		t.Errorf("there is no caviar, and Get returned %v", err)
	}
	if loads != 1 || !l.Loaded() {
		t.Errorf("the prices were loaded %d times, and Loaded says %v", loads, l.Loaded())
	}
}
