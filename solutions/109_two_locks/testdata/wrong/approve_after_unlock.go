// want: wrong result in "what approve sees is true until it has decided"
// "Never call back under a lock." Here the contract wants it: what approve has
// seen must be true when the money moves.
package bank

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Account struct {
	owner  string
	number int64

	mu      sync.Mutex
	balance int64
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	last atomic.Int64
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, number: b.last.Add(1), balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
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

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	if err := approve(b.Balance(from), b.Balance(to)); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	defer lock(from, to)()
	from.balance -= n
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
