// want: leak in "no goroutine is left behind"
// "Each account has a goroutine that watches over it, and goes when it goes."
package bank

import (
	"fmt"
	"sync/atomic"
)

type Account struct {
	owner  string
	number int64

	take    chan struct{}
	give    chan struct{}
	balance int64 // whose turn it is
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	last atomic.Int64
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	a := &Account{
		owner: owner, number: b.last.Add(1), balance: balance,
		take: make(chan struct{}), give: make(chan struct{}),
	}
	go func() {
		for range a.take {
			a.give <- struct{}{}
		}
	}()
	return a
}

func (b *Bank) Balance(a *Account) int64 {
	a.take <- struct{}{}
	defer func() { <-a.give }()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	first, second := from, to
	if first.number > second.number {
		first, second = second, first
	}
	first.take <- struct{}{}
	defer func() { <-first.give }()
	if first != second {
		second.take <- struct{}{}
		defer func() { <-second.give }()
	}
	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
