// want: stuck
// "Sixteen locks are enough for any number of accounts." Two accounts that have
// the same lock are two accounts, and it is locked twice.
package ledger

import (
	"errors"
	"slices"
	"sync"
)

var ErrNotCovered = errors.New("the account does not cover it")

const locks = 16

type Ledger struct {
	record   func(from, to int, amount int64)
	locks    [locks]sync.Mutex // account i has lock i%locks
	balances []int64
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	return &Ledger{record: record, balances: slices.Clone(opening)}
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	if err := l.move(from, to, amount); err != nil {
		return err
	}
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) move(from, to int, amount int64) error {
	first, second := min(from%locks, to%locks), max(from%locks, to%locks)
	l.locks[first].Lock()
	defer l.locks[first].Unlock()
	if from != to {
		l.locks[second].Lock()
		defer l.locks[second].Unlock()
	}
	if l.balances[from] < amount {
		return ErrNotCovered
	}
	l.balances[from] -= amount
	l.balances[to] += amount
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	for i := range l.locks {
		l.locks[i].Lock()
		defer l.locks[i].Unlock()
	}
	return slices.Clone(l.balances)
}

func (l *Ledger) Close() {}
