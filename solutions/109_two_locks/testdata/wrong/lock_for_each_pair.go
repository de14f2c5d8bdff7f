// want: stuck in "no transfer waits for ever"
// "Opposite transfers have the same two accounts: let them queue up for the
// pair first." Rings are made of different pairs.
package bank

import (
	"fmt"
	"sync"
)

type Account struct {
	owner string

	mu      sync.Mutex
	balance int64
}

func (a *Account) Owner() string { return a.owner }

type pair struct{ a, b *Account }

type Bank struct {
	mu    sync.Mutex
	pairs map[pair]*sync.Mutex
}

func New() *Bank { return &Bank{pairs: map[pair]*sync.Mutex{}} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) pair(from, to *Account) *sync.Mutex {
	b.mu.Lock()
	defer b.mu.Unlock()
	if mu := b.pairs[pair{to, from}]; mu != nil {
		return mu
	}
	if b.pairs[pair{from, to}] == nil {
		b.pairs[pair{from, to}] = new(sync.Mutex)
	}
	return b.pairs[pair{from, to}]
}

func (b *Bank) Balance(a *Account) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	mu := b.pair(from, to)
	mu.Lock()
	defer mu.Unlock()
	from.mu.Lock()
	defer from.mu.Unlock()
	if from != to {
		to.mu.Lock()
		defer to.mu.Unlock()
	}
	if err := approve(from.balance, to.balance); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	from.balance -= n
	to.balance += n
	return nil
}

func (b *Bank) Close() {}
