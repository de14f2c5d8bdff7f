// The guests themselves are passed around, and are put back however the change
// ends.
package desk

import (
	"errors"
	"fmt"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	guests chan map[int]string
}

func New() *Desk {
	d := &Desk{guests: make(chan map[int]string, 1)}
	d.guests <- map[int]string{}
	return d
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	guests := <-d.guests
	defer func() { d.guests <- guests }()
	return change(guests)
}

func (d *Desk) CheckIn(room int, guest string) error {
	return d.Update(func(guests map[int]string) error {
		if guests[room] != "" {
			return fmt.Errorf("room %d: %w", room, ErrTaken)
		}
		guests[room] = guest
		return nil
	})
}

func (d *Desk) Guest(room int) (guest string) {
	_ = d.Update(func(guests map[int]string) error {
		guest = guests[room]
		return nil
	})
	return guest
}

func (d *Desk) Close() {}
