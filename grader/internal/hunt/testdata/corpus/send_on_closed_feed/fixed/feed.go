// fixed: Publish sends under the lock; readers never take it

// Package feed passes items to one reader until it is closed.
package feed

import "sync"

// Feed is an open or closed stream of items.
type Feed struct {
	mu     sync.Mutex
	closed bool
	sent   int
	items  chan string
}

// New returns an open feed with room for n items.
func New(n int) *Feed { return &Feed{items: make(chan string, n)} }

// Items is closed when the feed is.
func (f *Feed) Items() <-chan string { return f.items }

// Publish sends an item; it returns false when the feed is closed.
func (f *Feed) Publish(item string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false
	}
	f.items <- item
	f.sent++
	return true
}

// Close ends the feed; any number of times.
func (f *Feed) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.closed {
		f.closed = true
		close(f.items)
	}
}
