// want: wrong result in "transfers without a common account wait for nothing"
// "Sixteen locks, chosen by number, always taken in order." Strangers share
// them.
package bank

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Account struct {
	owner  string
	number int64

	balance int64
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	last  atomic.Int64
	locks [16]sync.Mutex
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, number: b.last.Add(1), balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	b.locks[a.number%16].Lock()
	defer b.locks[a.number%16].Unlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	i, j := from.number%16, to.number%16
	b.locks[min(i, j)].Lock()
	defer b.locks[min(i, j)].Unlock()
	if i != j {
		b.locks[max(i, j)].Lock()
		defer b.locks[max(i, j)].Unlock()
	}
	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
