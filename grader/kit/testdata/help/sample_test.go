// Package sample_test uses the kit's helpers as hidden tests do.
package sample_test

import (
	"testing"

	"racekata/grader/kit"
)

func TestMain(m *testing.M) { kit.Main(m) }

func TestTogetherEndsWithARace(t *testing.T) {
	k := kit.Begin(t)
	n := 0
	k.Together(50, func(int) { n++ })
	k.Error("not reached")
}

// Eight reports are enough: the calls that have not begun are left out.
func TestTogetherStopsCounting(t *testing.T) {
	k := kit.Begin(t)
	n, calls := 0, make(chan int, 2000)
	k.Go(2000, func(int) {
		calls <- 1
		n++
	})()
	if len(calls) == 2000 {
		k.Error("every call was made")
	}
}

// Go does not end the test.
func TestGoGoesOn(t *testing.T) {
	k := kit.Begin(t)
	n := 0
	k.Go(50, func(int) { n++ })()
	k.Error("reached")
}

// An earlier test's races do not end a later one.
func TestTogetherAfterwards(t *testing.T) {
	k := kit.Begin(t)
	k.Together(50, func(int) {})
	k.Error("reached")
}
