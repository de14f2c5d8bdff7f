// Package racy is compiled with the race detector and run in the sandbox.
package racy

import (
	"sync"
	"testing"
)

func count(workers int) int {
	n := 0
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for range 100 {
				n++
			}
		})
	}
	wg.Wait()
	return n
}

func TestRaces(t *testing.T) {
	if count(8) == 0 {
		t.Fatal("nothing was counted")
	}
}

func TestRacesOnAMap(t *testing.T) {
	m, done := map[int]int{}, make(chan bool)
	go func() { m[1] = 1; done <- true }()
	_ = len(m)
	<-done
}

func TestFine(t *testing.T) {
	if count(1) != 100 {
		t.Fatal("lost")
	}
}
