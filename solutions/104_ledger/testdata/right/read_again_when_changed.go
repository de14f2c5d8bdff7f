// A snapshot reads without a lock and looks at a version before and after; if
// somebody came in between three times, it takes the lock.
package ledger

import (
	"errors"
	"sync"
	"sync/atomic"
)

var ErrNotCovered = errors.New("the account does not cover it")

type Ledger struct {
	record   func(from, to int, amount int64)
	balances []atomic.Int64

	mu      sync.Mutex    // held while balances change
	version atomic.Uint64 // odd while balances change
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	l := &Ledger{record: record, balances: make([]atomic.Int64, len(opening))}
	for i, balance := range opening {
		l.balances[i].Store(balance)
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
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.balances[from].Load() < amount {
		return ErrNotCovered
	}
	l.version.Add(1)
	l.balances[from].Add(-amount)
	l.balances[to].Add(amount)
	l.version.Add(1)
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	for range 3 {
		version := l.version.Load()
		balances := l.read()
		if version%2 == 0 && l.version.Load() == version {
			return balances
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.read()
}

func (l *Ledger) read() []int64 {
	balances := make([]int64, len(l.balances))
	for i := range balances {
		balances[i] = l.balances[i].Load()
	}
	return balances
}

func (l *Ledger) Close() {}
