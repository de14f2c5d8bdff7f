// bug: producers and consumers wait on one Cond, and a Signal meant for one kind can wake the other and be lost ; kind: stuck

// Package buffer is a bounded buffer for any type.
package buffer

import "sync"

// Buffer holds at most limit items.
type Buffer[T any] struct {
	mu      sync.Mutex
	changed *sync.Cond
	limit   int
	items   []T
}

// New returns an empty buffer.
func New[T any](limit int) *Buffer[T] {
	b := &Buffer[T]{limit: limit}
	b.changed = sync.NewCond(&b.mu)
	return b
}

// Put adds an item and waits while the buffer is full.
func (b *Buffer[T]) Put(item T) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.items) == b.limit {
		b.changed.Wait()
	}
	b.items = append(b.items, item)
	b.wake()
}

// Get takes the oldest item and waits while the buffer is empty.
func (b *Buffer[T]) Get() T {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.items) == 0 {
		b.changed.Wait()
	}
	item := b.items[0]
	b.items = b.items[1:]
	b.wake()
	return item
}

func (b *Buffer[T]) wake() {
	b.changed.Signal()
}
