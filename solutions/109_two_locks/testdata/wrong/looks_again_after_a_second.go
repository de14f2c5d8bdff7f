// want: busy wait in "no transfer waits for ever"
// "Should the news not arrive, the timer helps." Nobody is ever at rest.
package bank

import (
	"fmt"
	"sync"
	"time"
)

type Account struct {
	owner   string
	balance int64 // guarded by the bank's lock
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	mu    sync.Mutex
	busy  map[*Account]bool
	freed chan struct{} // closed when accounts become free, and replaced
}

func New() *Bank {
	return &Bank{busy: map[*Account]bool{}, freed: make(chan struct{})}
}

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	for freed := b.take(from, to); freed != nil; freed = b.take(from, to) {
		select {
		case <-freed:
		case <-time.After(time.Second):
		}
	}
	moved := int64(0)
	defer func() { b.giveBack(from, to, moved) }()
	if err := approve(b.Balance(from), b.Balance(to)); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	moved = n
	return nil
}

// take returns nil if it took both accounts, and else what to wait for.
func (b *Bank) take(from, to *Account) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.busy[from] || b.busy[to] {
		return b.freed
	}
	b.busy[from], b.busy[to] = true, true
	return nil
}

func (b *Bank) giveBack(from, to *Account, moved int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	from.balance -= moved
	to.balance += moved
	delete(b.busy, from)
	delete(b.busy, to)
	close(b.freed)
	b.freed = make(chan struct{})
}

func (b *Bank) Close() {}
