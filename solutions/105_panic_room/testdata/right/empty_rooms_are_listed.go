// The desk has a line for each room from the beginning, and nobody lives in
// it. Who waits takes a channel out of a pool.
package desk

import (
	"errors"
	"fmt"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

const rooms = 400

var signals = sync.Pool{New: func() any { return make(chan struct{}, 1) }}

type Desk struct {
	mu   sync.Mutex
	busy bool
	line []chan struct{}

	guests map[int]string
}

func New() *Desk {
	d := &Desk{guests: map[int]string{}}
	for room := range rooms {
		d.guests[room] = ""
	}
	return d
}

func (d *Desk) enter() {
	d.mu.Lock()
	if !d.busy {
		d.busy = true
		d.mu.Unlock()
		return
	}
	signal := signals.Get().(chan struct{})
	d.line = append(d.line, signal)
	d.mu.Unlock()
	<-signal
	signals.Put(signal)
}

func (d *Desk) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.line) == 0 {
		d.busy = false
		return
	}
	d.line[0] <- struct{}{}
	d.line = d.line[1:]
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
