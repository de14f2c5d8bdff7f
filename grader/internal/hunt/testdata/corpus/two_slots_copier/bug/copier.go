// bug: each copy takes one slot to read and then one to write, so two copies can hold one slot each and wait for the other ; kind: stuck

// Package copier copies files with a bounded number of open handles.
package copier

// Copier opens at most a given number of files at once.
type Copier struct {
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
	c.acquire()
	defer c.release()
	c.acquire()
	defer c.release()
	return c.copy(from, to)
}
