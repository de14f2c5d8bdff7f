// want: wrong result in "transfers without a common account wait for nothing"
// "A set of the owners whose transfers are being approved." All the Smiths wait
// for each other.
package bank

import (
	"fmt"
	"sync"
)

type Account struct {
	owner   string
	balance int64 // guarded by the bank's lock
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	mu    sync.Mutex
	freed *sync.Cond
	busy  map[string]bool // by owner
}

func New() *Bank {
	b := &Bank{busy: map[string]bool{}}
	b.freed = sync.NewCond(&b.mu)
	return b
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
	seenFrom, seenTo := b.take(from, to)
	moved := int64(0)
	defer func() { b.giveBack(from, to, moved) }()
	if err := approve(seenFrom, seenTo); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	moved = n
	return nil
}

func (b *Bank) take(from, to *Account) (seenFrom, seenTo int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.busy[from.owner] || b.busy[to.owner] {
		b.freed.Wait()
	}
	b.busy[from.owner], b.busy[to.owner] = true, true
	return from.balance, to.balance
}

func (b *Bank) giveBack(from, to *Account, moved int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	from.balance -= moved
	to.balance += moved
	delete(b.busy, from.owner)
	delete(b.busy, to.owner)
	b.freed.Broadcast()
}

func (b *Bank) Close() {}
