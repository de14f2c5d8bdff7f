// Package sample_test has tests that leave goroutines behind, or seem to.
package sample_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"racekata/grader/kit"
)

func TestMain(m *testing.M) { kit.Main(m) }

func TestLeavesNothing(t *testing.T) {
	k := kit.Begin(t)
	k.Together(20, func(int) {})
}

func TestLeaks(t *testing.T) {
	kit.Begin(t)
	go waitsForEver(make(chan int))
}

func waitsForEver(c chan int) { <-c }

func TestLeaksTwo(t *testing.T) {
	kit.Begin(t)
	var mu sync.Mutex
	mu.Lock()
	for range 2 {
		go locksForEver(&mu)
	}
}

func locksForEver(mu *sync.Mutex) { mu.Lock() }

func TestLeavesNothingEither(t *testing.T) { kit.Begin(t) }

func TestFailsAndLeaks(t *testing.T) {
	k := kit.Begin(t)
	go waitsForEver(make(chan int))
	k.Fatal("wrong")
}

func TestStillComputing(t *testing.T) {
	kit.Begin(t)
	go func() {
		sum := 0
		for i := range 20_000_000 {
			sum += i
		}
		_ = sum
	}()
}

func TestStillSleeping(t *testing.T) {
	kit.Begin(t)
	go time.Sleep(300 * time.Millisecond)
}

func TestStillWaitingForItsTimer(t *testing.T) {
	kit.Begin(t)
	go func() { <-time.After(200 * time.Millisecond) }()
}

func TestStillBeingTold(t *testing.T) {
	kit.Begin(t)
	ctx, cancel := context.WithCancel(t.Context())
	for range 50 {
		go func() { <-ctx.Done() }()
	}
	cancel()
}

// The test's context is cancelled just before its clean-ups run.
func TestEndsWithTheContext(t *testing.T) {
	kit.Begin(t)
	go func() { <-t.Context().Done() }()
}

func TestEndsInCleanUp(t *testing.T) {
	kit.Begin(t)
	c := make(chan int)
	go waitsForEver(c)
	t.Cleanup(func() { close(c) })
}

// A timer of the candidate's that has not fired is no goroutine.
func TestLeavesATimer(t *testing.T) {
	kit.Begin(t)
	time.AfterFunc(time.Hour, func() {})
}

func TestBubbleLeavesNothing(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		done := make(chan int)
		go func() {
			defer close(done)
			time.Sleep(time.Hour)
		}()
		<-done
	})
}
