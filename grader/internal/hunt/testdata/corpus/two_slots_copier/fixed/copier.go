// fixed: the two slots of a copy are taken under a lock, by one copy at a time

// Package copier copies files with a bounded number of open handles.
package copier

import "sync"

// Copier opens at most a given number of files at once.
type Copier struct {
	mu      sync.Mutex // held while a copy takes its two handles
	handles chan struct{}
	copy    func(from, to string) error
}

// New returns a copier that keeps at most handles files open; two or more.
func New(handles int, copy func(from, to string) error) *Copier {
	return &Copier{handles: make(chan struct{}, handles), copy: copy}
}

func (c *Copier) acquire() { c.handles <- struct{}{} }
func (c *Copier) release() { <-c.handles }

// Copy opens both files, copies and closes them.
func (c *Copier) Copy(from, to string) error {
	c.mu.Lock()
	c.acquire()
	c.acquire()
	c.mu.Unlock()
	defer c.release()
	defer c.release()
	return c.copy(from, to)
}
