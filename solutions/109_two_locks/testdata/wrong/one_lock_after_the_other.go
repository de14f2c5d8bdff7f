// want: wrong result in "what approve sees is true until it has decided"
// "Who never holds two locks can never deadlock." Only the payer's balance
// stays as approve has seen it.
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
	other := b.Balance(to)
	err := func() error {
		from.mu.Lock()
		defer from.mu.Unlock()
		if err := approve(from.balance, other); err != nil {
			return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
		}
		from.balance -= n
		return nil
	}()
	if err != nil {
		return err
	}
	to.mu.Lock()
	defer to.mu.Unlock()
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
