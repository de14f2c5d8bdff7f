// The transfer is recorded in its own time between two steps that are both
// whole: the amount is set aside first, and still belongs to its account.
package ledger

import (
	"errors"
	"slices"
	"sync"
)

var ErrNotCovered = errors.New("the account does not cover it")

type Ledger struct {
	record func(from, to int, amount int64)

	mu       sync.Mutex
	balances []int64
	reserved []int64 // parts of the balances that are promised already
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	return &Ledger{record: record, balances: slices.Clone(opening), reserved: make([]int64, len(opening))}
}

func (l *Ledger) reserve(account int, amount int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.balances[account]-l.reserved[account] < amount {
		return ErrNotCovered
	}
	l.reserved[account] += amount
	return nil
}

func (l *Ledger) move(from, to int, amount int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reserved[from] -= amount
	l.balances[from] -= amount
	l.balances[to] += amount
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	if err := l.reserve(from, amount); err != nil {
		return err
	}
	l.record(from, to, amount)
	l.move(from, to, amount)
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.balances)
}

func (l *Ledger) Close() {}
