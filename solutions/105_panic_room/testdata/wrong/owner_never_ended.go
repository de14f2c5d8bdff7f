// want: leak in "no goroutine is left behind"
// "The garbage collector takes the goroutine once nobody has the desk."
package desk

import (
	"errors"
	"fmt"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	lend chan map[int]string
	back chan struct{}
}

func New() *Desk {
	d := &Desk{lend: make(chan map[int]string), back: make(chan struct{})}
	go d.run(map[int]string{})
	return d
}

func (d *Desk) run(guests map[int]string) {
	for {
		d.lend <- guests
		<-d.back
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

func (d *Desk) Close() {}
