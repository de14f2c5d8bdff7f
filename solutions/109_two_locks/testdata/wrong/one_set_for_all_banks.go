// want: wrong result in "transfers without a common account wait for nothing"
// "A package variable knows who is busy, by number." Account 1 of one bank waits
// for account 1 of another.
package bank

import (
	"fmt"
	"sync"
	"sync/atomic"
)

var (
	mu    sync.Mutex
	freed = sync.NewCond(&mu)
	busy  = map[int64]bool{} // by number
)

type Account struct {
	owner   string
	number  int64
	balance int64 // guarded by mu
}

func (a *Account) Owner() string { return a.owner }

type Bank struct {
	last atomic.Int64
}

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, number: b.last.Add(1), balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	mu.Lock()
	defer mu.Unlock()
	return a.balance
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	seenFrom, seenTo := take(from, to)
	moved := int64(0)
	defer func() { giveBack(from, to, moved) }()
	if err := approve(seenFrom, seenTo); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	moved = n
	return nil
}

func take(from, to *Account) (seenFrom, seenTo int64) {
	mu.Lock()
	defer mu.Unlock()
	for busy[from.number] || busy[to.number] {
		freed.Wait()
	}
	busy[from.number], busy[to.number] = true, true
	return from.balance, to.balance
}

func giveBack(from, to *Account, moved int64) {
	mu.Lock()
	defer mu.Unlock()
	from.balance -= moved
	to.balance += moved
	delete(busy, from.number)
	delete(busy, to.number)
	freed.Broadcast()
}

func (b *Bank) Close() {}
