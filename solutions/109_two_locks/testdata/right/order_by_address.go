// An account stays where it is in memory, and no two are in the same place. So
// the address is a number, too, and fmt can tell it.
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
	first, second := from, to
	if fmt.Sprintf("%p", second) < fmt.Sprintf("%p", first) {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	if first != second {
		second.mu.Lock()
		defer second.mu.Unlock()
	}
	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
