// want: stuck in "one change at a time"
// "The lock is a package variable, so that nobody can copy it." All desks share
// it: a change of one that asks another waits for itself.
package desk

import (
	"errors"
	"fmt"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

var mu sync.Mutex

type Desk struct {
	guests map[int]string
}

func New() *Desk { return &Desk{guests: map[int]string{}} }

func (d *Desk) CheckIn(room int, guest string) error {
	mu.Lock()
	defer mu.Unlock()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	return nil
}

func (d *Desk) Guest(room int) string {
	mu.Lock()
	defer mu.Unlock()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	mu.Lock()
	defer mu.Unlock()
	if err := change(d.guests); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	return nil
}

func (d *Desk) Close() {}
