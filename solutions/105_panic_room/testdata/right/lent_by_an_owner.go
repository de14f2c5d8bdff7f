// A goroutine owns the guests and lends them to one change after the other.
package desk

import (
	"errors"
	"fmt"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	lend chan map[int]string
	back chan struct{}
	stop chan struct{}
}

func New() *Desk {
	d := &Desk{lend: make(chan map[int]string), back: make(chan struct{}), stop: make(chan struct{})}
	go d.run(map[int]string{})
	return d
}

func (d *Desk) run(guests map[int]string) {
	for {
		select {
		case d.lend <- guests:
			<-d.back
		case <-d.stop:
			return
		}
	}
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	guests := <-d.lend
	defer func() { d.back <- struct{}{} }()
	return change(guests)
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

func (d *Desk) Guest(room int) (guest string) {
	_ = d.Update(func(guests map[int]string) error {
		guest = guests[room]
		return nil
	})
	return guest
}

func (d *Desk) Close() { close(d.stop) }
