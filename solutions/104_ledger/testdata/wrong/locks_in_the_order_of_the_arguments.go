// want: stuck
// "Take the lock of from, then the lock of to." Two transfers in opposite
// directions each hold what the other one wants.
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
	l.accounts[from].mu.Lock()
	defer l.accounts[from].mu.Unlock()
	if to != from {
		l.accounts[to].mu.Lock()
		defer l.accounts[to].mu.Unlock()
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
		defer l.accounts[i].mu.Unlock()
		balances[i] = l.accounts[i].balance
	}
	return balances
}

func (l *Ledger) Close() {}
