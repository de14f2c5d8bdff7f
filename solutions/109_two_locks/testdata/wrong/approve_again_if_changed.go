// want: wrong result in "what approve sees is true until it has decided"
// "Ask without locks, and ask again if a balance has changed meanwhile." Then
// somebody approves what does not happen, and two approve at once.
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
	for {
		seenFrom, seenTo := b.Balance(from), b.Balance(to)
		if err := approve(seenFrom, seenTo); err != nil {
			return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
		}
		if move(from, to, n, seenFrom, seenTo) {
			return nil
		}
	}
}

func move(from, to *Account, n, seenFrom, seenTo int64) bool {
	defer lock(from, to)()
	if from.balance != seenFrom || to.balance != seenTo {
		return false
	}
	from.balance -= n
	to.balance += n
	return true
}

func (b *Bank) Close() {}
