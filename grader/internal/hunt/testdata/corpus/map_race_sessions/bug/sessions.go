// bug: Touch looks a session up under the read lock and puts a new one into the map without any lock ; kind: data race or concurrent map access or wrong result

// Package sessions counts the requests of each user's session.
package sessions

import "sync"

type session struct{ requests int }

// Table knows the open sessions.
type Table struct {
	mu     sync.RWMutex
	byUser map[string]*session
}

// New returns an empty table.
func New() *Table { return &Table{byUser: make(map[string]*session)} }

// Touch counts a request and opens a session when the user has none.
func (t *Table) Touch(user string) int {
	t.mu.RLock()
	s := t.byUser[user]
	t.mu.RUnlock()
	if s == nil {
		s = t.open(user)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	s.requests++
	return s.requests
}

func (t *Table) open(user string) *session {
	s := new(session)
	t.byUser[user] = s
	return s
}

// Len returns the number of sessions.
func (t *Table) Len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.byUser)
}
