// want: wrong result in "one change at a time"
// "Work on a copy with nothing locked; if somebody was faster, do it again." The
// change was to be made once, and alone.
package desk

import (
	"errors"
	"fmt"
	"maps"
	"sync/atomic"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	guests atomic.Pointer[map[int]string]
}

func New() *Desk {
	d := &Desk{}
	d.guests.Store(&map[int]string{})
	return d
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	for {
		old := d.guests.Load()
		next := maps.Clone(*old)
		if err := change(next); err != nil {
			return err
		}
		if d.guests.CompareAndSwap(old, &next) {
			return nil
		}
	}
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

func (d *Desk) Guest(room int) string { return (*d.guests.Load())[room] }

func (d *Desk) Close() {}
