// want: wrong result in "nobody waits for ever, nor for a record"
// "Nothing moves from an account to itself, so that is done at once, right
// where it was found." And recorded there, with everybody waiting.
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
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	return &Ledger{record: record, balances: slices.Clone(opening)}
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	if err := l.move(from, to, amount); err != nil {
		return err
	}
	if from != to {
		l.record(from, to, amount)
	}
	return nil
}

func (l *Ledger) move(from, to int, amount int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.balances[from] < amount {
		return ErrNotCovered
	}
	if from == to {
		l.record(from, to, amount)
		return nil
	}
	l.balances[from] -= amount
	l.balances[to] += amount
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.balances)
}

func (l *Ledger) Close() {}
