// Package desk is the front desk of a hotel: it knows who lives where.
package desk

import (
	"errors"
	"fmt"
	"sync"
)

// ErrTaken is the error of a room that has a guest already.
var ErrTaken = errors.New("the room is taken")

// Desk knows the guests by their rooms. All methods may be called from any
// goroutine.
type Desk struct {
	mu     sync.Mutex
	guests map[int]string // guarded by mu
}

// New returns the desk of an empty hotel.
func New() *Desk { return &Desk{guests: map[int]string{}} }

// CheckIn gives a room to a guest. If it has one already, it stays theirs, and
// the error is ErrTaken or wraps it.
func (d *Desk) CheckIn(room int, guest string) error {
	d.mu.Lock()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	d.mu.Unlock()
	return nil
}

// Guest returns who lives in a room; "" is nobody.
func (d *Desk) Guest(room int) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.guests[room]
}

// Update lets change look at the guests by their rooms and move them as it
// likes. It is called once, on the goroutine that called Update, and has the
// guests for itself: nobody else looks at them or moves them meanwhile.
//
// The error is that of change or wraps it. If change panics, the panic reaches
// the caller of Update as it is. However change ends, by returning, by a panic
// or with its goroutine (runtime.Goexit), the desk goes on working. What a
// change that failed has done until then may stay or be undone.
//
// change does not use the desk itself, nor the map once it has ended.
func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.mu.Lock()
	if err := change(d.guests); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	d.mu.Unlock()
	return nil
}

// Close ends whatever the desk has running. Nothing is called after it.
func (d *Desk) Close() {}
