// bug: two transfers in opposite directions each hold the lock that the other needs ; kind: stuck

package ledger

import "sync"

// Account is one balance in cents.
type Account struct {
	id      int
	mu      sync.Mutex
	balance int64
}

// Open returns an account; ids are unique.
func Open(id int, cents int64) *Account {
	return &Account{id: id, balance: cents}
}

// Balance returns the cents in the account.
func (a *Account) Balance() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}
