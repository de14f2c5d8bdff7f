// want: wrong result in "transfers without a common account wait for nothing"
// "Sixty-four clerks are enough: approving is done without them." But whoever
// waits for an account keeps one waiting, too.
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
	mu     sync.Mutex
	freed  *sync.Cond
	busy   map[*Account]bool
	clerks chan struct{}
}

func New() *Bank {
	b := &Bank{busy: map[*Account]bool{}, clerks: make(chan struct{}, 64)}
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
	b.clerks <- struct{}{}
	seenFrom, seenTo := b.take(from, to)
	<-b.clerks
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
	for b.busy[from] || b.busy[to] {
		b.freed.Wait()
	}
	b.busy[from], b.busy[to] = true, true
	return from.balance, to.balance
}

func (b *Bank) giveBack(from, to *Account, moved int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	from.balance -= moved
	to.balance += moved
	delete(b.busy, from)
	delete(b.busy, to)
	b.freed.Broadcast()
}

func (b *Bank) Close() {}
