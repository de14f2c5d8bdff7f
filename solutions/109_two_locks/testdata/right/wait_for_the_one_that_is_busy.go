// Each account that is in a transfer has a channel, closed when it is free. Who
// finds one of his two busy waits for that channel and looks again.
package bank

import (
	"fmt"
	"sync"
)

type Account struct {
	owner   string
	balance int64
	freed   chan struct{} // nil: free
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	mu sync.Mutex // guards what is in the accounts
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return a.balance
}

// take marks both accounts as busy, or returns the channel to wait for.
func (b *Bank) take(from, to *Account) (busy chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range []*Account{from, to} {
		if a.freed != nil {
			return a.freed
		}
	}
	freed := make(chan struct{})
	from.freed, to.freed = freed, freed
	return nil
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	for busy := b.take(from, to); busy != nil; busy = b.take(from, to) {
		<-busy
	}
	moved := int64(0)
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		from.balance -= moved
		to.balance += moved
		close(from.freed)
		from.freed, to.freed = nil, nil
	}()
	if err := approve(b.Balance(from), b.Balance(to)); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	moved = n
	return nil
}

func (b *Bank) Close() {}
