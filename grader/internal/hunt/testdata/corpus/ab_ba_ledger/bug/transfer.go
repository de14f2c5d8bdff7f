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
	from.mu.Lock()
	defer from.mu.Unlock()
	if from.balance < cents {
		return ErrFunds
	}
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance -= cents
	to.balance += cents
	return nil
}
