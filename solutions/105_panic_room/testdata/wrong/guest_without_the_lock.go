// want: data race or concurrent map access in "one change at a time"
// "A question must not hang, whatever the others do."
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
	defer d.mu.Unlock()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	return nil
}

func (d *Desk) Guest(room int) string { return d.guests[room] }

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return change(d.guests)
}

func (d *Desk) Close() {}
