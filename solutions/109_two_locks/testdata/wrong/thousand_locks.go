// want: wrong result in "transfers without a common account wait for nothing"
// "A thousand locks are enough for any number of accounts." The thousandth and
// the first share one.
package bank

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Account struct {
	owner   string
	lock    int64
	balance int64 // guarded by the bank's lock of that number
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	last  atomic.Int64
	locks [1000]sync.Mutex
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, lock: b.last.Add(1) % 1000, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	b.locks[a.lock].Lock()
	defer b.locks[a.lock].Unlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	first, second := min(from.lock, to.lock), max(from.lock, to.lock)
	b.locks[first].Lock()
	defer b.locks[first].Unlock()
	if first != second {
		b.locks[second].Lock()
		defer b.locks[second].Unlock()
	}
	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
