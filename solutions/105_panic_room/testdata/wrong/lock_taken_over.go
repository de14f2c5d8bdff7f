// want: wrong result or data race or concurrent map access in "one change at a time"
// "Nobody holds a lock for 50 ms. Whoever has waited that long may pass."
package desk

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	mu     sync.Mutex
	guests map[int]string
}

func New() *Desk { return &Desk{guests: map[int]string{}} }

func (d *Desk) lock() {
	for range 50 {
		if d.mu.TryLock() {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func (d *Desk) unlock() {
	d.mu.TryLock() // it may have been taken over, and given back already
	d.mu.Unlock()
}

func (d *Desk) CheckIn(room int, guest string) error {
	d.lock()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	d.unlock()
	return nil
}

func (d *Desk) Guest(room int) string {
	d.lock()
	defer d.unlock()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.lock()
	err := change(d.guests)
	d.unlock()
	return err
}

func (d *Desk) Close() {}
