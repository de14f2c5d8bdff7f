// want: stuck in "no transfer waits for ever"
// "No two accounts are opened at the same nanosecond." A clock shows the same
// time to many.
package bank

import (
	"fmt"
	"sync"
	"time"
)

type Account struct {
	owner  string
	opened time.Time

	mu      sync.Mutex
	balance int64
}

func (a *Account) Owner() string { return a.owner }

type Bank struct{}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, opened: time.Now(), balance: balance}
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
	if a == b {
		a.mu.Lock()
		return a.mu.Unlock
	}
	if a.opened.After(b.opened) {
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
