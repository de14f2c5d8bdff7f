// want: wrong result in "after an error the next one gets in"
// "What fails once may succeed the next time." A change is made once: half of it
// may be done already.
package desk

import (
	"errors"
	"fmt"
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

func (d *Desk) Update(change func(guests map[int]string) error) (err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for range 3 {
		if err = change(d.guests); err == nil {
			return nil
		}
	}
	return fmt.Errorf("update: %w", err)
}

func (d *Desk) Close() {}
