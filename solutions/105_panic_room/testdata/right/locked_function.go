// Lock and Unlock stand in one place; everything else is a function that runs
// between them.
package desk

import (
	"errors"
	"fmt"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	mu     sync.Mutex
	guests map[int]string
}

func New() *Desk { return &Desk{guests: map[int]string{}} }

func (d *Desk) locked(f func() error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return f()
}

func (d *Desk) CheckIn(room int, guest string) error {
	return d.locked(func() error {
		if d.guests[room] != "" {
			return fmt.Errorf("room %d: %w", room, ErrTaken)
		}
		d.guests[room] = guest
		return nil
	})
}

func (d *Desk) Guest(room int) (guest string) {
	_ = d.locked(func() error {
		guest = d.guests[room]
		return nil
	})
	return guest
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	return d.locked(func() error { return change(d.guests) })
}

func (d *Desk) Close() {}
