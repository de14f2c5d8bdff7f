// Nothing is locked while somebody is at the desk: it is busy, and whoever
// leaves, in whatever way, wakes the next one.
package desk

import (
	"errors"
	"fmt"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	mu     sync.Mutex
	free   *sync.Cond
	busy   bool
	guests map[int]string
}

func New() *Desk {
	d := &Desk{guests: map[int]string{}}
	d.free = sync.NewCond(&d.mu)
	return d
}

// enter waits until nobody else is at the desk.
func (d *Desk) enter() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for d.busy {
		d.free.Wait()
	}
	d.busy = true
}

// leave lets the next one in.
func (d *Desk) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy = false
	d.free.Signal()
}

func (d *Desk) CheckIn(room int, guest string) error {
	d.enter()
	defer d.leave()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	return nil
}

func (d *Desk) Guest(room int) string {
	d.enter()
	defer d.leave()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.enter()
	defer d.leave()
	return change(d.guests)
}

func (d *Desk) Close() {}
