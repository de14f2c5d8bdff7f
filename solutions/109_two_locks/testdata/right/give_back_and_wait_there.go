// No order at all: who cannot have the second lock at once gives the first one
// back, and waits for the one that was taken. Nobody holds one and waits.
package bank

import (
	"fmt"
	"sync"
)

type Account struct {
	owner string

	mu      sync.Mutex
	balance int64
}

func (a *Account) Owner() string { return a.owner }

type Bank struct{}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	defer lock(from, to)()
	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func lock(a, b *Account) (unlock func()) {
	a.mu.Lock()
	for a != b && !b.mu.TryLock() {
		a.mu.Unlock()
		a, b = b, a
		a.mu.Lock()
	}
	return func() {
		a.mu.Unlock()
		if a != b {
			b.mu.Unlock()
		}
	}
}

func (b *Bank) Close() {}
