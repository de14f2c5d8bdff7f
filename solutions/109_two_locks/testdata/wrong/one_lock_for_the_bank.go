// want: wrong result in "transfers without a common account wait for nothing"
// "One lock cannot deadlock with itself." And nobody else can do anything.
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

type Bank struct {
	mu sync.Mutex
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
