// want: wrong result in "after an error the next one gets in"
// "Guest reads a copy, which every change that succeeds renews." What a failed
// one has done is there for CheckIn and not for Guest.
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
	shown atomic.Pointer[map[int]string]

	mu     sync.Mutex
	guests map[int]string
}

func New() *Desk {
	d := &Desk{guests: map[int]string{}}
	d.show()
	return d
}

// show renews the copy that Guest reads.
func (d *Desk) show() {
	shown := maps.Clone(d.guests)
	d.shown.Store(&shown)
}

func (d *Desk) CheckIn(room int, guest string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	d.show()
	return nil
}

func (d *Desk) Guest(room int) string { return (*d.shown.Load())[room] }

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := change(d.guests); err != nil {
		return err
	}
	d.show()
	return nil
}

func (d *Desk) Close() {}
