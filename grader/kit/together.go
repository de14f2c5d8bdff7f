package kit

import (
	"sync"

	"racekata/grader/kit/watch"
)

// enoughRaces is how many race reports of one test are worth having: the same
// two lines race once more with each further call, and each report costs more
// time than the call.
const enoughRaces = 8

// Together is the stress helper: it calls f(0) to f(n-1), each on a goroutine
// of its own, lets them go at the same moment, and returns when all have
// returned.
//
// A race that was seen on the way ends the test: what it would go on to assert
// is about a program whose results mean nothing.
func (k *T) Together(n int, f func(i int)) {
	k.Helper()
	k.Go(n, f)()
	if k.raced() > 0 {
		k.T.FailNow()
	}
}

// Go is Together without the wait: the function that it returns waits until
// all n have returned. Between the two a test can Settle and look.
func (k *T) Go(n int, f func(i int)) (wait func()) {
	start := make(chan struct{})
	mayLeaveOut := k.notes.mayLeaveOut()
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-start
			if !mayLeaveOut || k.raced() < enoughRaces {
				f(i)
			}
		})
	}
	close(start)
	return wg.Wait
}

// raced is the number of race reports since the test began.
func (k *T) raced() int { return watch.RaceReports() - k.races }
