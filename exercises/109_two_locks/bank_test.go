package bank_test

import (
	"errors"
	"sync"
	"testing"

	bank "racekata/exercises/109_two_locks"
)

func TestMoneyIsMoved(t *testing.T) {
	b := bank.New()
	defer b.Close()
	ada, bob, eve := b.Open("Ada", 1000), b.Open("Bob", 1000), b.Open("Eve", 1000)

	covered := func(n int64) func(from, to int64) error {
		return func(from, _ int64) error {
			if from < n {
				return errors.New("not enough money")
			}
			return nil
		}
	}
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			if err := b.Transfer(ada, bob, 100, covered(100)); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if err := b.Transfer(bob, eve, 50, covered(50)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()

	if err := b.Transfer(eve, ada, 2000, covered(2000)); err == nil {
		t.Error("Eve has transferred more than she has")
	}
	for account, want := range map[*bank.Account]int64{ada: 500, bob: 1250, eve: 1250} {
		if got := b.Balance(account); got != want {
			t.Errorf("%s has %d, not %d", account.Owner(), got, want)
		}
	}
}
