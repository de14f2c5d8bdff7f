// want: wrong result in "no snapshot shows money made or lost"
// "It was the slow record between withdrawal and deposit." That made it likely;
// now it is rare.
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

func (a *account) deposit(amount int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
}

func (a *account) withdraw(amount int64) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.balance < amount {
		return ErrNotCovered
	}
	a.balance -= amount
	return nil
}

func (a *account) read() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	l := &Ledger{record: record, accounts: make([]account, len(opening))}
	for i, balance := range opening {
		l.accounts[i].balance = balance
	}
	return l
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	if err := l.accounts[from].withdraw(amount); err != nil {
		return err
	}
	l.accounts[to].deposit(amount)
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	balances := make([]int64, len(l.accounts))
	for i := range l.accounts {
		balances[i] = l.accounts[i].read()
	}
	return balances
}

func (l *Ledger) Close() {}
