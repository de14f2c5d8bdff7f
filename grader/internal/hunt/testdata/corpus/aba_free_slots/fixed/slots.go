// fixed: the head carries a tag that grows with each change

// Package slots hands out slot numbers without a lock.
package slots

import "sync/atomic"

const none = ^uint32(0)

// Slots is a stack of free slot numbers.
type Slots struct {
	head atomic.Uint64 // tag in the upper half, slot in the lower
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
		old := s.head.Load()
		head := uint32(old)
		if head == none {
			return 0, false
		}
		if s.swap(old, s.next[head].Load()) {
			return int(head), true
		}
	}
}

// Free gives a slot back.
func (s *Slots) Free(slot int) {
	for {
		old := s.head.Load()
		s.next[slot].Store(uint32(old))
		if s.swap(old, uint32(slot)) {
			return
		}
	}
}

func (s *Slots) swap(old uint64, head uint32) bool {
	tag := old>>32 + 1
	return s.head.CompareAndSwap(old, tag<<32|uint64(head))
}
