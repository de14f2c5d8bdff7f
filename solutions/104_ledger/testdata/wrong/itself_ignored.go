// want: wrong result in "transfers are exact and covered"
// "From an account to itself there is nothing to do." But it is a transfer: it
// has to be covered, and is recorded.
package ledger

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// ErrNotCovered is the error of a transfer that its account does not cover.
var ErrNotCovered = errors.New("the account does not cover it")

// Ledger holds accounts, numbered from 0, and moves money between them. All
// methods may be called from any goroutine.
type Ledger struct {
	record func(from, to int, amount int64)

	mu       sync.Mutex
	balances []int64 // guarded by mu, all of them: their sum never changes
}

// New returns a ledger with an account for each opening balance. It keeps
// nothing of the slice opening.
//
// Every transfer is told to record, which may take its time and may be called
// from several goroutines at once.
func New(opening []int64, record func(from, to int, amount int64)) *Ledger {
	return &Ledger{record: record, balances: slices.Clone(opening)}
}

// Transfer moves amount, which is positive, from one account to another one or
// to the same. If the first does not cover it, nothing is moved or recorded,
// and the error is ErrNotCovered or wraps it.
//
// record is called once for each transfer that is made, before Transfer
// returns. Nobody else waits meanwhile.
func (l *Ledger) Transfer(from, to int, amount int64) error {
	if from == to {
		return nil
	}
	if err := l.move(from, to, amount); err != nil {
		return fmt.Errorf("transfer from account %d: %w", from, err)
	}
	l.record(from, to, amount)
	return nil
}

// move does the part of a transfer that nobody may see half done.
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

// Snapshot returns the balances of all accounts. A transfer is in it whole or
// not at all; one that has returned is. The slice is the caller's. Snapshot may
// be called at any time and waits for no record.
func (l *Ledger) Snapshot() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.balances)
}

// Close ends whatever the ledger has running. Nothing is called after it.
func (l *Ledger) Close() {}
