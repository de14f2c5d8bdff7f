// Package bank moves money between accounts.
package bank

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// Account is an account at a bank. Open makes it.
type Account struct {
	owner  string
	number int64 // no two accounts of a bank have the same

	// mu is taken in the order of numbers by those who need more than one.
	mu      sync.Mutex
	balance int64 // guarded by mu
}

// Owner returns the name of the account's owner. A person may have several
// accounts, and several persons may have one name.
func (a *Account) Owner() string { return a.owner }

// Bank has accounts. All methods may be called from any goroutine.
type Bank struct {
	last atomic.Int64 // the number of the account opened last
}

// New returns a bank without accounts.
func New() *Bank { return &Bank{} }

// Open opens an account with that balance, in cents.
func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, number: b.last.Add(1), balance: balance}
}

// Balance returns the balance of an account of this bank, in cents. While a
// transfer of the account is being approved it waits for that transfer, or
// returns what the balance was before it.
func (b *Bank) Balance(a *Account) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

// Transfer asks approve, and if approve returns nil moves n cents from one
// account to the other. n is positive; whether a balance may become negative
// is for approve to say.
//
// approve is called exactly once, with the balances of both accounts, and
// neither balance changes until it has returned and the money has been moved:
// meanwhile another transfer of one of the two waits. Any number of transfers
// without a common account are approved at the same time. approve may take its
// time, and does not use the bank.
//
// If approve returns an error, nothing is moved, and Transfer returns an error
// that wraps it. If it panics, nothing is moved either, and the panic reaches
// the caller of Transfer. Both accounts can be used again afterwards.
//
// from and to may be the same account. Then approve sees its balance twice,
// and the balance does not change.
func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	defer lock(from, to)()

	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

// lock locks two accounts in the order of their numbers, or the one that both
// are, and returns what unlocks them.
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

// Close ends whatever the bank has running. Nothing is called after it.
func (b *Bank) Close() {}
