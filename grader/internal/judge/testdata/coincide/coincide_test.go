// Package coincide shows what the race detector makes of two accesses in the very
// same moment, and of the same two in turns.
package coincide

import (
	"fmt"
	"runtime"
	"testing"
)

// rounds is how many pairs of accesses race.
const rounds = 5000

// The rounds that main and the other goroutine have come to. The detector does
// not see these numbers, so nothing orders what it does see.
var begun, ended int

//go:norace
func begin(round int) { begun = round }

//go:norace
func hasBegun(round int) bool { return begun == round }

//go:norace
func end(round int) { ended = round }

//go:norace
func hasEnded(round int) bool { return ended == round }

// missed counts the rounds in which no race was reported.
func missed(together bool) int {
	var n [rounds + 1][8]int // a word in a cache line of its own for each round
	begin(0)
	end(0)
	go func() {
		for round := range rounds {
			for !hasBegun(round + 1) {
			}
			n[round][0]++
			end(round + 1)
		}
	}()
	unseen := 0
	for round := range rounds {
		before := runtime.RaceErrors()
		begin(round + 1)
		if together {
			n[round][0]++
		}
		for !hasEnded(round + 1) {
		}
		if !together {
			n[round][0]++
		}
		if runtime.RaceErrors() == before {
			unseen++
		}
	}
	return unseen
}

func TestCoincide(t *testing.T) {
	fmt.Printf("in the same moment %d, in turns %d of %d unseen\n", missed(true), missed(false), rounds)
}
