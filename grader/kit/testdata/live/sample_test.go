// Package sample_test has tests in which, most of the time, everyone waits,
// and yet nobody for ever. Each takes about 0.7 s of real time.
package sample_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
)

func TestMain(m *testing.M) { kit.Main(m) }

const long = 700 * time.Millisecond

func TestAfter(t *testing.T) {
	kit.Begin(t)
	<-time.After(long)
}

func TestAfterInSelect(t *testing.T) {
	kit.Begin(t)
	select {
	case <-time.After(long):
	case <-make(chan int):
	}
}

func TestDeadline(t *testing.T) {
	kit.Begin(t)
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	<-ctx.Done()
}

// The deadline is three contexts up, and the one who waits is another.
func TestDeadlineFarAway(t *testing.T) {
	k := kit.Begin(t)
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	type key struct{}
	inner, cancelInner := context.WithCancel(context.WithValue(ctx, key{}, 1))
	defer cancelInner()
	k.Together(10, func(int) { <-inner.Done() })
}

func TestTicker(t *testing.T) {
	kit.Begin(t)
	tick := time.NewTicker(long / 7)
	defer tick.Stop()
	for range 7 {
		<-tick.C
	}
}

// In step with the watch, which looks every 100 ms: the timer may be due
// between its two questions.
func TestTickerInStep(t *testing.T) {
	kit.Begin(t)
	for range 7 {
		<-time.After(100 * time.Millisecond)
	}
}

func TestFastTicker(t *testing.T) {
	kit.Begin(t)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for start := time.Now(); time.Since(start) < long; {
		<-tick.C
	}
}

func TestSleep(t *testing.T) {
	kit.Begin(t)
	time.Sleep(long)
}

func TestSleepElsewhere(t *testing.T) {
	kit.Begin(t)
	c := make(chan int)
	go func() {
		time.Sleep(long)
		close(c)
	}()
	<-c
}

func TestAfterFunc(t *testing.T) {
	kit.Begin(t)
	var wg sync.WaitGroup
	wg.Add(1)
	time.AfterFunc(long, wg.Done)
	wg.Wait()
}

func TestAfterFuncUnlocks(t *testing.T) {
	kit.Begin(t)
	var mu sync.Mutex
	mu.Lock()
	time.AfterFunc(long, mu.Unlock)
	mu.Lock()
}

func TestContextAfterFunc(t *testing.T) {
	kit.Begin(t)
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	over := false
	context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		over = true
		cond.Broadcast()
	})
	mu.Lock()
	defer mu.Unlock()
	for !over {
		cond.Wait()
	}
}

func TestReset(t *testing.T) {
	kit.Begin(t)
	timer := time.NewTimer(time.Hour)
	time.AfterFunc(long/2, func() { timer.Reset(long / 2) })
	<-timer.C
}

// A helper goroutine hands each tick on; everyone else is behind channels.
func TestHelperTicks(t *testing.T) {
	k := kit.Begin(t)
	work, quit := make(chan int), make(chan int)
	go func() {
		defer close(work)
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for range 14 {
			<-tick.C
			work <- 1
		}
		<-quit
	}()
	var got atomic.Int32
	wait := k.Go(4, func(int) {
		for range work {
			got.Add(1)
		}
	})
	time.AfterFunc(long, func() { close(quit) })
	wait()
	if got.Load() != 14 {
		k.Errorf("%d of 14", got.Load())
	}
}

func TestRWMutexForAWhile(t *testing.T) {
	k := kit.Begin(t)
	var mu sync.RWMutex
	mu.Lock()
	wait := k.Go(8, func(int) {
		mu.RLock()
		defer mu.RUnlock()
	})
	time.AfterFunc(long, mu.Unlock)
	wait()
}

func TestComputes(t *testing.T) {
	kit.Begin(t)
	c := make(chan int)
	go func() {
		defer close(c)
		for start := time.Now(); time.Since(start) < long; {
		}
	}()
	<-c
}

func TestComputesAlone(t *testing.T) {
	kit.Begin(t)
	for start := time.Now(); time.Since(start) < long; {
	}
}

// Never all parked, and never one for long.
func TestPingPong(t *testing.T) {
	kit.Begin(t)
	ping, pong := make(chan int), make(chan int)
	go func() {
		for range ping {
			pong <- 1
		}
		close(pong)
	}()
	for start := time.Now(); time.Since(start) < long; {
		ping <- 1
		<-pong
	}
	close(ping)
	<-pong
}

// What an earlier test has left parked does not make a later one stuck.
func TestBesideALeak(t *testing.T) {
	kit.Begin(t)
	go func() { select {} }()
	time.Sleep(long)
}
