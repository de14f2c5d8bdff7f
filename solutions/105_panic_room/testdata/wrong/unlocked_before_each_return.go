// want: wrong result in "after a panic the next one gets in, and the panic goes on"
// "I have been through all the returns." A panic does not return.
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

func (d *Desk) CheckIn(room int, guest string) error {
	d.mu.Lock()
	if d.guests[room] != "" {
		d.mu.Unlock()
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	d.mu.Unlock()
	return nil
}

func (d *Desk) Guest(room int) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.mu.Lock()
	err := change(d.guests)
	d.mu.Unlock()
	return err
}

func (d *Desk) Close() {}
