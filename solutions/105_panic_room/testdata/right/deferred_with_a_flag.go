// Without recover: whether the change came back is a variable, and the lock is
// given back in any case.
package desk

import (
	"errors"
	"fmt"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	mu       sync.RWMutex
	guests   map[int]string
	mishaps  int // changes that did not come back
	failures int
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
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) (err error) {
	d.mu.Lock()
	back := false
	defer func() {
		if !back {
			d.mishaps++
		}
		d.mu.Unlock()
	}()
	if err = change(d.guests); err != nil {
		d.failures++
	}
	back = true
	return err
}

func (d *Desk) Close() {}
