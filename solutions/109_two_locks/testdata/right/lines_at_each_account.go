// Each account has a line of those who want it. A transfer stands in both lines
// at once, put there in one step, and is on when it is the first in both; a
// transfer that ends looks who is first now.
package bank

import (
	"fmt"
	"sync"
)

type Account struct {
	owner   string
	balance int64
	line    []*turn
}

type turn struct {
	missing int // lines in which others are before it
	ready   chan struct{}
}

func (a *Account) Owner() string { return a.owner }

type Bank struct{ mu sync.Mutex }

func New() *Bank { return &Bank{} }

func (b *Bank) Open(owner string, balance int64) *Account {
	return &Account{owner: owner, balance: balance}
}

func (b *Bank) Balance(a *Account) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return a.balance
}

func both(from, to *Account) []*Account {
	if from == to {
		return []*Account{from}
	}
	return []*Account{from, to}
}

func (b *Bank) Transfer(from, to *Account, n int64, approve func(from, to int64) error) error {
	t := &turn{ready: make(chan struct{})}
	b.mu.Lock()
	for _, a := range both(from, to) {
		if len(a.line) > 0 {
			t.missing++
		}
		a.line = append(a.line, t)
	}
	if t.missing == 0 {
		close(t.ready)
	}
	b.mu.Unlock()
	<-t.ready
	b.mu.Lock()
	seenFrom, seenTo := from.balance, to.balance
	b.mu.Unlock()

	moved := int64(0)
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		from.balance -= moved
		to.balance += moved
		for _, a := range both(from, to) {
			a.line = a.line[1:]
			if len(a.line) == 0 {
				continue
			}
			next := a.line[0]
			if next.missing--; next.missing == 0 {
				close(next.ready)
			}
		}
	}()
	if err := approve(seenFrom, seenTo); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	moved = n
	return nil
}

func (b *Bank) Close() {}
