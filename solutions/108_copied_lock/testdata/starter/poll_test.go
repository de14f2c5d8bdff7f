package poll_test

import (
	"maps"
	"sync"
	"testing"

	poll "racekata/exercises/108_copied_lock"
)

func TestVotesAreCounted(t *testing.T) {
	p := poll.New("What is for lunch?")
	defer p.Close()

	var wg sync.WaitGroup
	for _, choice := range []string{"pizza", "soup", "pizza", "salad", "pizza"} {
		wg.Go(func() { p.Vote(choice) })
	}
	wg.Wait()

	want := map[string]int{"pizza": 3, "soup": 1, "salad": 1}
	if got := p.Result(); !maps.Equal(got, want) {
		t.Errorf("the votes were %v, and Result returned %v", want, got)
	}
	if got := p.Total(); got != 5 {
		t.Errorf("%d of 5 votes were counted", got)
	}
}
