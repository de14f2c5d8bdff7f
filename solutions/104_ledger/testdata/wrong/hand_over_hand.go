// want: wrong result in "no snapshot shows money made or lost"
// "Hand over hand: the next lock before the last one is given back." A transfer
// from an account behind the snapshot to one before it passes all the same.
package ledger

import (
	"errors"
	"sync"
)

var ErrNotCovered = errors.New("the account does not cover it")

type Ledger struct {
	record   func(from, to int, amount int64)
	accounts []account
}

type account struct {
	mu      sync.Mutex
	balance int64
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	l := &Ledger{record: record, accounts: make([]account, len(opening))}
	for i, balance := range opening {
		l.accounts[i].balance = balance
	}
	return l
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	if err := l.move(from, to, amount); err != nil {
		return err
	}
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) move(from, to int, amount int64) error {
	first, second := &l.accounts[min(from, to)], &l.accounts[max(from, to)]
	first.mu.Lock()
	defer first.mu.Unlock()
	if second != first {
		second.mu.Lock()
		defer second.mu.Unlock()
	}
	a, b := &l.accounts[from], &l.accounts[to]
	if a.balance < amount {
		return ErrNotCovered
	}
	a.balance -= amount
	b.balance += amount
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	balances := make([]int64, len(l.accounts))
	for i := range l.accounts {
		l.accounts[i].mu.Lock()
		if i > 0 {
			l.accounts[i-1].mu.Unlock()
		}
		balances[i] = l.accounts[i].balance
	}
	l.accounts[len(l.accounts)-1].mu.Unlock()
	return balances
}

func (l *Ledger) Close() {}
