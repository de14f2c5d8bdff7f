// want: wrong result in "what approve sees is true until it has decided"
// "approve only reads, so a read lock is enough for it." Two transfers of one
// account can be approved on the same money.
package bank

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Account struct {
	owner  string
	number int64

	mu      sync.RWMutex
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
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	first, second := from, to
	if first.number > second.number {
		first, second = second, first
	}
	if err := ask(first, second, from, to, approve); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	if first != second {
		second.mu.Lock()
		defer second.mu.Unlock()
	}
	from.balance -= n
	to.balance += n
	return nil
}

func ask(first, second, from, to *Account, approve func(from, to int64) error) error {
	first.mu.RLock()
	defer first.mu.RUnlock()
	if first != second {
		second.mu.RLock()
		defer second.mu.RUnlock()
	}
	return approve(from.balance, to.balance)
}

func (b *Bank) Close() {}
