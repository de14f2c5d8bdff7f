// want: wrong result in "after an error the next one gets in"
// "A copy first, and if the change fails, back to it." The copy is from before
// the wait, and back means before the others' changes too.
package desk

import (
	"errors"
	"fmt"
	"maps"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	mu     sync.RWMutex
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
	before := d.copied()
	d.mu.Lock()
	defer d.mu.Unlock()
	succeeded := false
	defer func() {
		if !succeeded {
			d.guests = before
		}
	}()
	err := change(d.guests)
	succeeded = err == nil
	return err
}

func (d *Desk) copied() map[int]string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return maps.Clone(d.guests)
}

func (d *Desk) Close() {}
