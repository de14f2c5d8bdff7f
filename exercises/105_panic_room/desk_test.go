package desk_test

import (
	"fmt"
	"sync"
	"testing"

	desk "racekata/exercises/105_panic_room"
)

func TestGuestsCheckInAndMove(t *testing.T) {
	d := desk.New()
	defer d.Close()

	var wg sync.WaitGroup
	for room := range 20 {
		wg.Go(func() {
			if err := d.CheckIn(room, fmt.Sprint("guest ", room)); err != nil {
				t.Errorf("check in: %v", err)
			}
		})
	}
	wg.Wait()

	err := d.Update(func(guests map[int]string) error {
		guests[3], guests[4] = guests[4], guests[3]
		return nil
	})
	if err != nil {
		t.Errorf("update: %v", err)
	}
	if got := d.Guest(3); got != "guest 4" {
		t.Errorf("room 3 has %q", got)
	}
}
