// want: wrong result in "one change at a time"
// "Work on a copy with nothing locked, and put it in place when it is good."
// What others have changed meanwhile is undone by that.
package desk

import (
	"errors"
	"fmt"
	"maps"
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
	guests := maps.Clone(d.guests)
	d.mu.Unlock()

	if err := change(guests); err != nil {
		return err
	}

	d.mu.Lock()
	defer d.mu.Unlock()
	d.guests = guests
	return nil
}

func (d *Desk) Close() {}
