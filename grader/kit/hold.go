package kit

import "sync"

// Hold keeps callbacks inside until the test has looked. Its zero value is
// not usable; see [T.Hold].
type Hold struct {
	mu      sync.Mutex
	inside  int
	total   int
	open    chan struct{}
	forGood bool // open is closed, and stays so
}

// Hold returns a gate that is shut.
func (k *T) Hold() *Hold {
	k.meets()
	return &Hold{open: make(chan struct{})}
}

// Wait is called inside a callback: it returns once the gate is open.
func (h *Hold) Wait() {
	h.mu.Lock()
	h.inside++
	h.total++
	open := h.open
	h.mu.Unlock()

	<-open

	h.mu.Lock()
	h.inside--
	h.mu.Unlock()
}

// Inside is the number of callbacks in Wait now. Settle first: then everyone
// who can come has come.
func (h *Hold) Inside() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.inside
}

// Total is the number of callbacks that have ever entered Wait.
func (h *Hold) Total() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.total
}

// Release opens the gate for good: for those inside and those still to come.
// Calling it again does nothing.
func (h *Hold) Release() { h.letGo(true) }

// Step lets those inside now go on and shuts the gate for those to come.
func (h *Hold) Step() { h.letGo(false) }

func (h *Hold) letGo(forGood bool) {
	h.mu.Lock()
	open, done := h.open, h.forGood
	h.forGood = done || forGood
	if !h.forGood {
		h.open = make(chan struct{})
	}
	h.mu.Unlock()
	// Who goes on takes the lock, which must be free: for a bubble nobody who
	// waits for a lock is at work, and its owner may be outside.
	if !done {
		close(open)
	}
}
