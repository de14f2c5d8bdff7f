// Package sample_test has tests in which everyone waits for ever.
package sample_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"racekata/grader/kit"
)

func TestMain(m *testing.M) { kit.Main(m) }

func TestReceive(t *testing.T) {
	kit.Begin(t)
	<-make(chan int)
}

func TestSend(t *testing.T) {
	kit.Begin(t)
	make(chan int) <- 1
}

func TestSelect(t *testing.T) {
	kit.Begin(t)
	a, b := make(chan int), make(chan int)
	select {
	case <-a:
	case b <- 1:
	}
}

func TestNothing(t *testing.T) {
	kit.Begin(t)
	select {}
}

func TestNilChannel(t *testing.T) {
	kit.Begin(t)
	var c chan int
	<-c
}

// Two channels, each side waits for the other's.
func TestEachOther(t *testing.T) {
	kit.Begin(t)
	a, b := make(chan int), make(chan int)
	go func() {
		a <- 1
		b <- 1
	}()
	<-b
	<-a
}

func TestMutexTwice(t *testing.T) {
	kit.Begin(t)
	var mu sync.Mutex
	mu.Lock()
	mu.Lock()
}

// Lock order: the rendezvous makes the deadlock certain.
func TestLockOrder(t *testing.T) {
	k := kit.Begin(t)
	var a, b sync.Mutex
	both := k.Rendezvous(2, "transfers")
	k.Together(2, func(i int) {
		first, second := &a, &b
		if i == 1 {
			first, second = second, first
		}
		first.Lock()
		defer first.Unlock()
		both.Arrive()
		second.Lock()
		defer second.Unlock()
	})
}

func TestReaderBehindWriter(t *testing.T) {
	k := kit.Begin(t)
	var mu sync.RWMutex
	mu.RLock()
	go mu.Lock()
	k.Settle()
	mu.RLock()
}

func TestWaitGroup(t *testing.T) {
	kit.Begin(t)
	var wg sync.WaitGroup
	wg.Add(2)
	go wg.Done()
	wg.Wait()
}

func TestCond(t *testing.T) {
	kit.Begin(t)
	var mu sync.Mutex
	mu.Lock()
	sync.NewCond(&mu).Wait()
}

func TestRendezvous(t *testing.T) {
	k := kit.Begin(t)
	r := k.Rendezvous(64, "computations")
	k.Rendezvous(2, "visitors nobody waits for")
	k.Together(3, func(int) { r.Arrive() })
}

// Timers that are too late for the run are no hope.
func TestFarTimer(t *testing.T) {
	kit.Begin(t)
	select {
	case <-time.After(time.Hour):
	case <-make(chan int):
	}
}

// Timers that were stopped are none either, wherever the runtime keeps them.
func TestStoppedTimers(t *testing.T) {
	k := kit.Begin(t)
	k.Together(12, func(int) {
		ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
		timer := time.NewTimer(7 * time.Second)
		select {
		case <-timer.C:
		case <-ctx.Done():
		default:
		}
		timer.Stop()
		cancel()
	})
	<-make(chan int)
}

// The same, stopped by another than the one that started them: the runtime
// keeps a timer with the processor that started it.
func TestStoppedElsewhere(t *testing.T) {
	k := kit.Begin(t)
	cancels := make(chan func(), 12)
	k.Together(12, func(int) {
		_, cancel := context.WithTimeout(t.Context(), 8*time.Second)
		cancels <- cancel
	})
	for range 12 {
		(<-cancels)()
	}
	<-make(chan int)
}

// A thousand of them.
func TestCrowd(t *testing.T) {
	k := kit.Begin(t)
	c := make(chan int)
	k.Together(1000, func(int) { <-c })
}

// It gets stuck where no helper of the kit is at work: in the test's clean-up.
func TestInCleanUp(t *testing.T) {
	kit.Begin(t)
	t.Cleanup(func() { <-make(chan int) })
}

// What a test leaves parked is a leak, not a program that is stuck.
func TestOnlyLeaks(t *testing.T) {
	kit.Begin(t)
	go func() { select {} }()
}

// It ticks for ever: not stuck, but out of time.
func TestTicks(t *testing.T) {
	kit.Begin(t)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	ticksForEver(tick)
}

func ticksForEver(tick *time.Ticker) {
	for range tick.C {
	}
}

// It spins for ever, and no Settle looks.
func TestSpins(t *testing.T) {
	kit.Begin(t)
	spinsForEver()
}

func spinsForEver() {
	for {
	}
}
