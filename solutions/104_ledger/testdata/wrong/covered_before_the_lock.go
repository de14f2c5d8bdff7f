// want: wrong result in "transfers are exact and covered"
// "Ask first, so that a transfer which is not covered disturbs nobody." What
// was covered when it was asked may not be when it is moved.
package ledger

import (
	"errors"
	"slices"
	"sync"
)

var ErrNotCovered = errors.New("the account does not cover it")

type Ledger struct {
	record func(from, to int, amount int64)

	mu       sync.RWMutex
	balances []int64
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	return &Ledger{record: record, balances: slices.Clone(opening)}
}

func (l *Ledger) covered(account int, amount int64) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.balances[account] >= amount
}

func (l *Ledger) move(from, to int, amount int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.balances[from] -= amount
	l.balances[to] += amount
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	if !l.covered(from, amount) {
		return ErrNotCovered
	}
	l.move(from, to, amount)
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.balances)
}

func (l *Ledger) Close() {}
