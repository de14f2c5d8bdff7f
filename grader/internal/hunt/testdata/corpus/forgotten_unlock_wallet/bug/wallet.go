// bug: Spend returns without unlocking when the wallet holds too little ; kind: stuck

// Package wallet keeps a prepaid balance.
package wallet

import (
	"errors"
	"sync"
)

// ErrEmpty says that the wallet holds less than asked for.
var ErrEmpty = errors.New("wallet: not enough credit")

// Wallet is a balance in cents.
type Wallet struct {
	mu      sync.Mutex
	cents   int
	refused int
}

// TopUp adds cents.
func (w *Wallet) TopUp(cents int) {
	w.mu.Lock()
	w.cents += cents
	w.mu.Unlock()
}

// Spend takes cents, or returns ErrEmpty and takes nothing.
func (w *Wallet) Spend(cents int) error {
	w.mu.Lock()
	if w.cents < cents {
		w.refused++
		return ErrEmpty
	}
	w.cents -= cents
	w.mu.Unlock()
	return nil
}

// Balance returns the cents left.
func (w *Wallet) Balance() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.cents
}
