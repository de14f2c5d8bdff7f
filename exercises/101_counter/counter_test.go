package counter_test

import (
	"sync"
	"testing"

	counter "racekata/exercises/101_counter"
)

func TestVisitorsAreCounted(t *testing.T) {
	c := counter.New()
	defer c.Close()

	const visitors = 10
	var wg sync.WaitGroup
	for range visitors {
		wg.Go(func() { c.Add(1) })
	}
	wg.Wait()

	if got := c.Value(); got != visitors {
		t.Errorf("%d of %d visitors were counted", got, visitors)
	}
}
