// want: data race or concurrent map access or wrong result in "one change at a time"
// "A lock that nobody else has cannot stay locked for others."
package desk

import (
	"errors"
	"fmt"
	"sync"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	guests map[int]string
}

func New() *Desk { return &Desk{guests: map[int]string{}} }

func (d *Desk) CheckIn(room int, guest string) error {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	return nil
}

func (d *Desk) Guest(room int) string { return d.guests[room] }

func (d *Desk) Update(change func(guests map[int]string) error) error {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	return change(d.guests)
}

func (d *Desk) Close() {}
