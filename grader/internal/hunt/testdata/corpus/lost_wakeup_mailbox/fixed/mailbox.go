// fixed: Put always leaves a wake-up token, which a buffer of one keeps until Take looks for it

// Package mailbox passes letters to one reader and wakes it only when it sleeps.
package mailbox

import "sync"

// Mailbox has any number of writers and one reader.
type Mailbox struct {
	mu      sync.Mutex
	letters []string
	wake    chan struct{}
}

// New returns an empty mailbox.
func New() *Mailbox { return &Mailbox{wake: make(chan struct{}, 1)} }

// Put adds a letter.
func (m *Mailbox) Put(letter string) {
	m.mu.Lock()
	m.letters = append(m.letters, letter)
	m.mu.Unlock()
	select {
	case m.wake <- struct{}{}:
	default: // a wake-up is on its way
	}
}

// Take returns the next letter and sleeps until there is one.
func (m *Mailbox) Take() string {
	for {
		if letter, ok := m.tryTake(); ok {
			return letter
		}
		<-m.wake
	}
}

func (m *Mailbox) tryTake() (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.letters) == 0 {
		return "", false
	}
	letter := m.letters[0]
	m.letters = m.letters[1:]
	return letter, true
}
