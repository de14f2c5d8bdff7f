// Package ledger moves money between accounts.
package ledger

import "errors"

// ErrFunds says that the paying account holds too little.
var ErrFunds = errors.New("insufficient funds")

// Transfer moves cents from one account to another, or nothing at all.
func Transfer(from, to *Account, cents int64) error {
	if from == to {
		return nil
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if from.balance < cents {
		return ErrFunds
	}
	from.balance -= cents
	to.balance += cents
	return nil
}
