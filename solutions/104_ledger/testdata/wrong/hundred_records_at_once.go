// want: wrong result in "nobody waits for ever, nor for a record"
// "A hundred at once are more than there will ever be." The one after them
// waits for a record.
package ledger

import (
	"errors"
	"slices"
	"sync"
)

var ErrNotCovered = errors.New("the account does not cover it")

type Ledger struct {
	record func(from, to int, amount int64)
	places chan struct{}

	mu       sync.Mutex
	balances []int64
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	return &Ledger{record: record, places: make(chan struct{}, 100), balances: slices.Clone(opening)}
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	if err := l.move(from, to, amount); err != nil {
		return err
	}
	l.places <- struct{}{}
	defer func() { <-l.places }()
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) move(from, to int, amount int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.balances[from] < amount {
		return ErrNotCovered
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
