// want: wrong result in "after a panic the next one gets in, and the panic goes on"
// "The change gets a goroutine of its own, and a panic is handed on." The end of
// that goroutine is not, and Update returns as if all were well.
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

func (d *Desk) Update(change func(guests map[int]string) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var err error
	done := make(chan any)
	go func() {
		defer func() { done <- recover() }()
		err = change(d.guests)
	}()
	if value := <-done; value != nil {
		panic(value)
	}
	return err
}

func (d *Desk) Close() {}
