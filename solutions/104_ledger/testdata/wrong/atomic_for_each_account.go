// want: wrong result in "no snapshot shows money made or lost"
// "Locks are slow; an atomic for each account is exact as well." And as much
// alone.
package ledger

import (
	"errors"
	"sync/atomic"
)

var ErrNotCovered = errors.New("the account does not cover it")

type Ledger struct {
	record   func(from, to int, amount int64)
	balances []atomic.Int64
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	l := &Ledger{record: record, balances: make([]atomic.Int64, len(opening))}
	for i, balance := range opening {
		l.balances[i].Store(balance)
	}
	return l
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	for {
		balance := l.balances[from].Load()
		if balance < amount {
			return ErrNotCovered
		}
		if l.balances[from].CompareAndSwap(balance, balance-amount) {
			break
		}
	}
	l.balances[to].Add(amount)
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	balances := make([]int64, len(l.balances))
	for i := range l.balances {
		balances[i] = l.balances[i].Load()
	}
	return balances
}

func (l *Ledger) Close() {}
