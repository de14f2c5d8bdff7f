package visits_test

import (
	"sync"
	"testing"

	visits "racekata/exercises/102_log_line"
)

func TestVisitsAreCounted(t *testing.T) {
	silent := func(int64) {}
	c := visits.New(silent)
	defer c.Close()

	const visitors = 10
	var wg sync.WaitGroup
	for range visitors {
		wg.Go(c.Add)
	}
	wg.Wait()

	if got := c.Total(); got != visitors {
		t.Errorf("%d of %d visits were counted", got, visitors)
	}
}
