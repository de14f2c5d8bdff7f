// The balance itself is passed around: whoever has taken it out of its account
// is the only one who has it. Accounts are emptied in the order of numbers.
package bank

import (
	"fmt"
	"sync/atomic"
)

type Account struct {
	owner   string
	number  int64
	balance chan int64
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	last atomic.Int64
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	a := &Account{owner: owner, number: b.last.Add(1), balance: make(chan int64, 1)}
	a.balance <- balance
	return a
}

func (b *Bank) Balance(a *Account) int64 {
	balance := <-a.balance
	a.balance <- balance
	return balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	var seenFrom, seenTo int64
	switch {
	case from == to:
		seenFrom = <-from.balance
		seenTo = seenFrom
	case from.number < to.number:
		seenFrom = <-from.balance
		seenTo = <-to.balance
	default:
		seenTo = <-to.balance
		seenFrom = <-from.balance
	}
	moved := int64(0)
	defer func() {
		if from == to {
			from.balance <- seenFrom
			return
		}
		from.balance <- seenFrom - moved
		to.balance <- seenTo + moved
	}()
	if err := approve(seenFrom, seenTo); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	moved = n
	return nil
}

func (b *Bank) Close() {}
