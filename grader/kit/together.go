package kit

import "sync"

// Together is the stress helper: it calls f(0) to f(n-1), each on a goroutine
// of its own, lets them go at the same moment, and returns when all have
// returned.
func (k *T) Together(n int, f func(i int)) {
	k.Go(n, f)()
}

// Go is Together without the wait: the function that it returns waits until
// all n have returned. Between the two a test can Settle and look.
func (k *T) Go(n int, f func(i int)) (wait func()) {
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	return wg.Wait
}
