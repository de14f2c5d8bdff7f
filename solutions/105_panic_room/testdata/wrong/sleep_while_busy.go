// want: data race or concurrent map access or wrong result
// "A flag needs no unlocking: whoever is at the desk is gone after 10 ms." Or is
// not; and two can see it free at the same time.
package desk

import (
	"errors"
	"fmt"
	"time"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	busy   bool
	guests map[int]string
}

func New() *Desk { return &Desk{guests: map[int]string{}} }

func (d *Desk) wait() {
	if d.busy {
		time.Sleep(10 * time.Millisecond)
	}
	d.busy = true
}

func (d *Desk) CheckIn(room int, guest string) error {
	d.wait()
	defer func() { d.busy = false }()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	return nil
}

func (d *Desk) Guest(room int) string {
	d.wait()
	defer func() { d.busy = false }()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.wait()
	defer func() { d.busy = false }()
	return change(d.guests)
}

func (d *Desk) Close() {}
