// Package racy is compiled with the race detector and run in the sandbox.
package racy

import (
	"runtime"
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

// turn is not seen by the detector, which now and then misses a race whose two
// sides happen in the very same moment.
var turn bool

//go:norace
func pass() { turn = true }

//go:norace
func passed() bool { return turn }

func TestRacesOnAMap(t *testing.T) {
	m, done := map[int]int{}, make(chan bool)
	go func() { m[1] = 1; pass(); done <- true }()
	for !passed() {
		runtime.Gosched()
	}
	_ = len(m)
	<-done
}

func TestFine(t *testing.T) {
	if count(1) != 100 {
		t.Fatal("lost")
	}
}
