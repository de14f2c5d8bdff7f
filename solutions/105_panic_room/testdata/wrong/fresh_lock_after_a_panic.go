// want: wrong result or data race in "after a panic the next one gets in, and the panic goes on"
// "The lock is spoilt, so take a new one." Those who wait for the old one wait
// for ever.
package desk

import (
	"errors"
	"fmt"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	mu     *sync.Mutex
	guests map[int]string
}

func New() *Desk { return &Desk{mu: new(sync.Mutex), guests: map[int]string{}} }

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
	ended := false
	defer func() {
		if !ended {
			d.mu = new(sync.Mutex)
		}
	}()
	err := change(d.guests)
	ended = true
	d.mu.Unlock()
	return err
}

func (d *Desk) Close() {}
