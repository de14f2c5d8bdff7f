// want: wrong result in "after a panic the next one gets in, and the panic goes on"
// "Panic again, and say where it was." Whoever recovers it and looks for the
// value that he knows does not find it.
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

func (d *Desk) Guest(room int) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("update: %v", r))
		}
	}()
	return change(d.guests)
}

func (d *Desk) Close() {}
