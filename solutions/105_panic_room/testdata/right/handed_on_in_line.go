// Those who wait stand in line, each with a channel of his own; whoever leaves
// hands the desk to the first of them. Guest looks at what the last one left.
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
	mu   sync.Mutex
	busy bool
	line []chan struct{}

	guests map[int]string // of whoever is at the desk
	left   atomic.Pointer[map[int]string]
}

func New() *Desk {
	d := &Desk{guests: map[int]string{}}
	d.left.Store(&map[int]string{})
	return d
}

// turn is nil if it is one's turn already.
func (d *Desk) turn() chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.busy {
		d.busy = true
		return nil
	}
	turn := make(chan struct{})
	d.line = append(d.line, turn)
	return turn
}

func (d *Desk) leave() {
	left := maps.Clone(d.guests)
	d.left.Store(&left)
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.line) == 0 {
		d.busy = false
		return
	}
	close(d.line[0])
	d.line = d.line[1:]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	if turn := d.turn(); turn != nil {
		<-turn
	}
	defer d.leave()
	return change(d.guests)
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

func (d *Desk) Guest(room int) string { return (*d.left.Load())[room] }

func (d *Desk) Close() {}
