// want: wrong result in "what approve sees is true until it has decided"
// "Nobody transfers what he does not have." That is for approve to say.
package bank

import (
	"errors"
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

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	defer lock(from, to)()

	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	if from.balance < n {
		return errors.New("not enough money")
	}
	from.balance -= n
	to.balance += n
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
