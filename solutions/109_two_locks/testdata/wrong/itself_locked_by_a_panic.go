// want: stuck in "an account may transfer to itself"
// "One account is quickly done." The defer is only where there are two.
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

type Bank struct{ last atomic.Int64 }

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
	if from == to {
		from.mu.Lock()
		err := approve(from.balance, from.balance)
		from.mu.Unlock()
		return wrapped(err, from, to)
	}
	first, second := from, to
	if first.number > second.number {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()

	if err := approve(from.balance, to.balance); err != nil {
		return wrapped(err, from, to)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func wrapped(err error, from, to *Account) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
}

func (b *Bank) Close() {}
