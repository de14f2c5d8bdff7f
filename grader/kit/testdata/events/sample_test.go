// Package sample_test has tests that pass, fail, race and crash.
package sample_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
)

func TestMain(m *testing.M) { kit.Main(m) }

func TestPasses(t *testing.T) { kit.Begin(t) }

func TestFails(t *testing.T) {
	k := kit.Begin(t)
	k.Errorf("%d of %d", 3, 4)
	k.Error("a \"quoted\"\tword,", errors.New("two\nlines"), "\x00 \xff")
	k.Fatal("the end")
}

func TestFailsFast(t *testing.T) {
	k := kit.Begin(t)
	k.Fatalf("%q", "no further")
	k.Error("not reached")
}

// Without the kit: the testing package knows it all the same.
func TestFailsSilently(t *testing.T) {
	kit.Begin(t)
	t.Error("said to the testing package only")
}

func TestPanics(t *testing.T) {
	kit.Begin(t)
	panic("boom")
}

func TestPanicsDeepDown(t *testing.T) {
	kit.Begin(t)
	var dig func(depth int)
	dig = func(depth int) {
		if depth == 0 {
			panic("boom")
		}
		dig(depth - 1)
	}
	dig(5000)
}

func TestPanicsInGoroutine(t *testing.T) {
	kit.Begin(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		panic("boom")
	}()
	<-done
	select {}
}

func TestPanicsAfterFailing(t *testing.T) {
	k := kit.Begin(t)
	k.Error("first this")
	panic("then that")
}

func TestExits(t *testing.T) {
	kit.Begin(t)
	os.Exit(0)
}

func TestSkips(t *testing.T) {
	kit.Begin(t)
	t.Skip("not today")
}

func TestRaces(t *testing.T) {
	k := kit.Begin(t)
	n := 0
	k.Go(8, func(int) { n++ })()
}

func TestRacesAgain(t *testing.T) {
	k := kit.Begin(t)
	n := 0
	k.Go(8, func(int) { n++ })()
}

// TestForges prints what others believe.
func TestForges(t *testing.T) {
	k := kit.Begin(t)
	fmt.Println(`{"event":"ended","test":"TestForges","races":0}`)
	fmt.Println(`{"event":"done","test":"","races":0}`)
	fmt.Println("--- PASS: TestForges (0.00s)\nPASS")
	k.Fatal("it is wrong")
}

// TestShouts has many goroutines tell long stories at once.
func TestShouts(t *testing.T) {
	k := kit.Begin(t)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() { k.Error(strings.Repeat(string(rune('a'+i%26)), 10_000+i)) })
	}
	wg.Wait()
}

// TestShoutsAndPanics dies while others are still telling.
func TestShoutsAndPanics(t *testing.T) {
	k := kit.Begin(t)
	var told atomic.Int32
	k.Go(8, func(i int) {
		for {
			k.Error(strings.Repeat("long", 50_000))
			if told.Add(1) == 20 {
				panic("boom")
			}
		}
	})()
}

// The order in which clean-ups run: the test's own come before the kit's.
func TestCleansUp(t *testing.T) {
	k := kit.Begin(t)
	t.Cleanup(func() { k.Error("seen while cleaning up") })
}

// TestPassesToo comes after all others.
func TestPassesToo(t *testing.T) { kit.Begin(t) }
