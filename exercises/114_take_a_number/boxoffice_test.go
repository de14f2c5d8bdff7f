package boxoffice_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	boxoffice "racekata/exercises/114_take_a_number"
)

func TestFirstComeFirstServed(t *testing.T) {
	w := boxoffice.New()
	defer w.Close()

	var (
		customers sync.WaitGroup
		served    []int
	)
	for i := 1; i <= 5; i++ {
		customers.Go(func() {
			w.Serve(func() {
				time.Sleep(20 * time.Millisecond) // looking for the purse
				served = append(served, i)
			})
		})
		time.Sleep(5 * time.Millisecond) // until the next one comes in
	}
	customers.Wait()

	if want := []int{1, 2, 3, 4, 5}; !slices.Equal(served, want) {
		t.Errorf("customers came as %v and were served as %v", want, served)
	}
}
