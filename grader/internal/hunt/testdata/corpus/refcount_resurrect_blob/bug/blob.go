// bug: Acquire sees a reference, the last one is released, and Acquire then counts itself into a blob that is freed ; kind: wrong result

// Package blob shares a piece of memory between readers.
package blob

import "sync/atomic"

// Blob is freed when its last reference is released.
type Blob struct {
	refs  atomic.Int64
	freed atomic.Int64
	data  []byte
}

// New returns a blob with one reference, the caller's.
func New(data []byte) *Blob {
	b := &Blob{data: data}
	b.refs.Store(1)
	return b
}

// Acquire takes a reference; it returns false when the blob is freed.
func (b *Blob) Acquire() bool {
	if b.refs.Load() == 0 {
		return false
	}
	b.refs.Add(1)
	return true
}

// Release gives a reference back.
func (b *Blob) Release() {
	if b.refs.Add(-1) == 0 {
		b.freed.Add(1)
	}
}

// Freed returns how often the blob was freed.
func (b *Blob) Freed() int64 { return b.freed.Load() }
