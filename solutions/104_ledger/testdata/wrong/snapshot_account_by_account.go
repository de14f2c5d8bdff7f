// want: wrong result in "no snapshot shows money made or lost"
// "Transfer holds both locks, and a snapshot reads each balance under its
// lock." One after the other: in between money moves from what was read
// already to what comes later.
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
	first, second := min(from, to), max(from, to)
	l.accounts[first].mu.Lock()
	defer l.accounts[first].mu.Unlock()
	if second != first {
		l.accounts[second].mu.Lock()
		defer l.accounts[second].mu.Unlock()
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
		balances[i] = l.accounts[i].balance
		l.accounts[i].mu.Unlock()
	}
	return balances
}

func (l *Ledger) Close() {}
