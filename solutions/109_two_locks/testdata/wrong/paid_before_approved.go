// want: wrong result in "what approve sees is true until it has decided"
// "Take the money first, so that nobody else can spend it, and give it back if
// approve says no." A panic gives nothing back.
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
	defer lock(from, to)()
	seenFrom, seenTo := from.balance, to.balance
	from.balance -= n
	to.balance += n
	if err := approve(seenFrom, seenTo); err != nil {
		from.balance += n
		to.balance -= n
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	return nil
}

func (b *Bank) Close() {}
