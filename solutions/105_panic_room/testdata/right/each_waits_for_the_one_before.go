// A chain without a lock: each caller leaves a context of his own for the next
// one, waits until that of the one before him is cancelled, and cancels his own
// when he goes, however he goes.
package desk

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
)

var ErrTaken = errors.New("the room is taken")

type Desk struct {
	last   atomic.Pointer[context.Context]
	guests map[int]string
}

func New() *Desk {
	d := &Desk{guests: map[int]string{}}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d.last.Store(&ctx)
	return d
}

func (d *Desk) turn() (leave func()) {
	ctx, cancel := context.WithCancel(context.Background())
	<-(*d.last.Swap(&ctx)).Done()
	return cancel
}

func (d *Desk) CheckIn(room int, guest string) error {
	defer d.turn()()
	if d.guests[room] != "" {
		return fmt.Errorf("room %d: %w", room, ErrTaken)
	}
	d.guests[room] = guest
	return nil
}

func (d *Desk) Guest(room int) string {
	defer d.turn()()
	return d.guests[room]
}

func (d *Desk) Update(change func(guests map[int]string) error) error {
	defer d.turn()()
	return change(d.guests)
}

func (d *Desk) Close() {}
