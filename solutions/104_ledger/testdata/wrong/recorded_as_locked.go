// want: wrong result in "transfers are exact and covered"
// "The lower number first, whichever way the money goes." The money goes the
// right way; what is recorded goes from the lower number to the higher one.
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
	payer, payee := &l.accounts[from], &l.accounts[to]
	if from > to {
		from, to = to, from
	}
	if err := l.move(from, to, payer, payee, amount); err != nil {
		return err
	}
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) move(first, second int, payer, payee *account, amount int64) error {
	l.accounts[first].mu.Lock()
	defer l.accounts[first].mu.Unlock()
	if second != first {
		l.accounts[second].mu.Lock()
		defer l.accounts[second].mu.Unlock()
	}
	if payer.balance < amount {
		return ErrNotCovered
	}
	payer.balance -= amount
	payee.balance += amount
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
