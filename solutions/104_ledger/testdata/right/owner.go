// A goroutine owns the balances and does what it is sent, one thing after the
// other. Records are no business of its.
package ledger

import (
	"errors"
	"slices"
)

var ErrNotCovered = errors.New("the account does not cover it")

type Ledger struct {
	record func(from, to int, amount int64)
	do     chan func(balances []int64)
}

func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	l := &Ledger{record: record, do: make(chan func([]int64))}
	balances := slices.Clone(opening)
	go func() {
		for f := range l.do {
			f(balances)
		}
	}()
	return l
}

func (l *Ledger) Transfer(from, to int, amount int64) error {
	moved := make(chan error)
	l.do <- func(balances []int64) {
		if balances[from] < amount {
			moved <- ErrNotCovered
			return
		}
		balances[from] -= amount
		balances[to] += amount
		moved <- nil
	}
	if err := <-moved; err != nil {
		return err
	}
	l.record(from, to, amount)
	return nil
}

func (l *Ledger) Snapshot() []int64 {
	snapshot := make(chan []int64)
	l.do <- func(balances []int64) { snapshot <- slices.Clone(balances) }
	return <-snapshot
}

func (l *Ledger) Close() { close(l.do) }
