// bug: between the load and the swap the head slot is taken, its successor too, and the head put back, so the swap hands out a slot in use ; kind: wrong result

// Package slots hands out slot numbers without a lock.
package slots

import "sync/atomic"

const none = ^uint32(0)

// Slots is a stack of free slot numbers.
type Slots struct {
	head atomic.Uint32
	next []atomic.Uint32
}

// New returns n free slots; slot 0 is handed out first.
func New(n int) *Slots {
	s := &Slots{next: make([]atomic.Uint32, n)}
	for i := range s.next {
		s.next[i].Store(uint32(i + 1))
	}
	s.next[n-1].Store(none)
	return s
}

// Take returns a free slot, or false when there is none.
func (s *Slots) Take() (int, bool) {
	for {
		head := s.head.Load()
		if head == none {
			return 0, false
		}
		next := s.next[head].Load()
		if s.head.CompareAndSwap(head, next) {
			return int(head), true
		}
	}
}

// Free gives a slot back.
func (s *Slots) Free(slot int) {
	for {
		head := s.head.Load()
		s.next[slot].Store(head)
		if s.head.CompareAndSwap(head, uint32(slot)) {
			return
		}
	}
}
