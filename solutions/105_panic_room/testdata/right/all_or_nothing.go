// A change works on a copy, under the lock, and the copy counts only if the
// change was good: what one that failed has done is undone. Guest asks the last
// good version and never waits.
package desk

import (
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	mu     sync.Mutex // held by whoever makes the next version
	guests atomic.Pointer[map[int]string]
}

func New() *Desk {
	d := &Desk{}
	d.guests.Store(&map[int]string{})
	return d
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	next := maps.Clone(*d.guests.Load())
	if err := change(next); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	d.guests.Store(&next)
	return nil
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
