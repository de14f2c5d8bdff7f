// want: wrong result in "what approve sees is true until it has decided"
// "The balances are read first, each under its lock." What approve is told was
// true before the wait.
package bank

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Account struct {
	owner   string
	number  int64
	balance atomic.Int64

	mu sync.Mutex
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	last atomic.Int64
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	a := &Account{owner: owner, number: b.last.Add(1)}
	a.balance.Store(balance)
	return a
}

func (b *Bank) Balance(a *Account) int64 { return a.balance.Load() }

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	seenFrom, seenTo := b.Balance(from), b.Balance(to)
	defer lock(from, to)()

	if err := approve(seenFrom, seenTo); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance.Add(-n)
	to.balance.Add(n)
	return nil
}

func lock(a, b *Account) (unlock func()) {
	if a == b {
		a.mu.Lock()
		return a.mu.Unlock
	}
	if a.number > b.number {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
	return func() {
		b.mu.Unlock()
		a.mu.Unlock()
	}
}

func (b *Bank) Close() {}
