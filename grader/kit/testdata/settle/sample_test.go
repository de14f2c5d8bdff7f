// Package sample_test has tests that settle, or cannot.
package sample_test

import (
	"context"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
)

func TestMain(m *testing.M) { kit.Main(m) }

// settles starts n goroutines that count themselves in and park, and wants
// Settle to return when all have come so far. free lets them go.
func settles(t *testing.T, n int, park, free func()) {
	t.Helper()
	k := kit.Begin(t)
	var came atomic.Int32
	wait := k.Go(n, func(int) {
		came.Add(1)
		park()
	})
	k.Settle()
	if got := int(came.Load()); got != n {
		k.Errorf("%d of %d had come to rest", got, n)
	}
	free()
	wait()
}

func TestParkedInReceive(t *testing.T) {
	c := make(chan int)
	settles(t, 8, func() { <-c }, func() { close(c) })
}

func TestParkedInSend(t *testing.T) {
	c := make(chan int)
	settles(t, 8, func() { c <- 1 }, func() {
		for range 8 {
			<-c
		}
	})
}

func TestParkedInSelect(t *testing.T) {
	a, b := make(chan int), make(chan int)
	settles(t, 8, func() {
		select {
		case <-a:
		case b <- 1:
		}
	}, func() { close(a) })
}

func TestParkedInRange(t *testing.T) {
	c := make(chan int)
	settles(t, 8, func() {
		for range c {
		}
	}, func() { close(c) })
}

func TestParkedInContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	settles(t, 8, func() { <-ctx.Done() }, cancel)
}

func TestParkedInTimer(t *testing.T) {
	timer := time.NewTimer(time.Hour)
	stop := make(chan int)
	settles(t, 8, func() {
		select {
		case <-timer.C:
		case <-stop:
		}
	}, func() { close(stop); timer.Stop() })
}

func TestParkedInMutex(t *testing.T) {
	var mu sync.Mutex
	mu.Lock()
	settles(t, 8, func() { mu.Lock(); mu.Unlock() }, mu.Unlock)
}

func TestParkedInRWMutex(t *testing.T) {
	var mu sync.RWMutex
	mu.Lock()
	settles(t, 8, func() { mu.Lock(); mu.Unlock() }, mu.Unlock)
}

func TestParkedInRLock(t *testing.T) {
	var mu sync.RWMutex
	mu.Lock()
	settles(t, 8, func() { mu.RLock(); mu.RUnlock() }, mu.Unlock)
}

// A writer that waits for a reader is parked elsewhere than one that waits for
// a writer.
func TestParkedBehindReader(t *testing.T) {
	var mu sync.RWMutex
	mu.RLock()
	settles(t, 1, func() { mu.Lock(); mu.Unlock() }, mu.RUnlock)
}

func TestParkedInCond(t *testing.T) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	free := false
	settles(t, 8, func() {
		mu.Lock()
		defer mu.Unlock()
		for !free {
			cond.Wait()
		}
	}, func() {
		mu.Lock()
		defer mu.Unlock()
		free = true
		cond.Broadcast()
	})
}

func TestParkedInWaitGroup(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	settles(t, 8, wg.Wait, wg.Done)
}

func TestParkedInOnce(t *testing.T) {
	var once sync.Once
	c := make(chan int)
	settles(t, 8, func() { once.Do(func() { <-c }) }, func() { close(c) })
}

func TestParkedInIterator(t *testing.T) {
	c := make(chan int)
	settles(t, 4, func() {
		next, stop := iter.Pull(func(yield func(int) bool) {
			<-c
			yield(1)
		})
		defer stop()
		next()
	}, func() { close(c) })
}

// The states in which nothing ever comes.
func TestParkedForEver(t *testing.T) {
	k := kit.Begin(t)
	var came atomic.Int32
	var nothing chan int
	for _, park := range []func(){func() { <-nothing }, func() { nothing <- 1 }, func() { select {} }} {
		go func() {
			came.Add(1)
			park()
		}()
	}
	k.Settle()
	if got := came.Load(); got != 3 {
		k.Errorf("%d of 3 had come to rest", got)
	}
}

// Many, in a chain: each wakes the next.
func TestParkedInAChain(t *testing.T) {
	k := kit.Begin(t)
	var came atomic.Int32
	links := make([]chan int, 1001)
	for i := range links {
		links[i] = make(chan int)
	}
	for i := range 1000 {
		go func() {
			<-links[i]
			came.Add(1)
			close(links[i+1])
		}()
	}
	close(links[0])
	k.Settle()
	if got := came.Load(); got != 1000 {
		k.Errorf("%d of 1000 had come to rest", got)
	}
}

// Slow is not busy: one computes, one sleeps, one collects garbage.
func TestSlowComputes(t *testing.T) {
	k := kit.Begin(t)
	var done atomic.Bool
	go func() {
		sum := 0
		for i := range 100_000_000 {
			sum += i
		}
		done.Store(sum != 0)
	}()
	k.Settle()
	if !done.Load() {
		k.Error("the computation had not ended")
	}
}

func TestSlowSleeps(t *testing.T) {
	k := kit.Begin(t)
	var done atomic.Bool
	go func() {
		time.Sleep(400 * time.Millisecond)
		done.Store(true)
	}()
	k.Settle()
	if !done.Load() {
		k.Error("the sleeper had not ended")
	}
}

// A sleep among thousands of parked goroutines: each look costs milliseconds,
// and that is not the candidate's CPU time.
func TestSlowSleepsInACrowd(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	wait := k.Go(5000, func(int) { hold.Wait() })
	var done atomic.Bool
	go func() {
		time.Sleep(1500 * time.Millisecond)
		done.Store(true)
	}()
	k.Settle()
	if !done.Load() {
		k.Error("the sleeper had not ended")
	}
	if n := hold.Inside(); n != 5000 {
		k.Errorf("%d of 5000 were inside", n)
	}
	hold.Release()
	wait()
}

func TestSlowCollects(t *testing.T) {
	k := kit.Begin(t)
	k.Go(4, func(int) {
		for range 3 {
			runtime.GC()
		}
	})
	k.Settle()
}

// Busy waits.
func TestBusySpins(t *testing.T) {
	k := kit.Begin(t)
	var stop atomic.Bool
	defer stop.Store(true)
	go spins(&stop)
	k.Settle()
}

func spins(stop *atomic.Bool) {
	for !stop.Load() {
	}
}

func TestBusyYields(t *testing.T) {
	k := kit.Begin(t)
	var stop atomic.Bool
	go spinsPolitely(&stop)
	k.Settle()
}

func spinsPolitely(stop *atomic.Bool) {
	for !stop.Load() {
		runtime.Gosched()
	}
}

func TestBusyPolls(t *testing.T) {
	k := kit.Begin(t)
	var stop atomic.Bool
	go polls(&stop)
	k.Settle()
}

func polls(stop *atomic.Bool) {
	for !stop.Load() {
		time.Sleep(time.Millisecond)
	}
}

// A poller that is left behind: the look for leaks cannot come to rest either.
func TestBusyLeftBehind(t *testing.T) {
	kit.Begin(t)
	var stop atomic.Bool
	go polls(&stop)
}

// Settle between two accesses does not order them.
func TestRaceAround(t *testing.T) {
	k := kit.Begin(t)
	n := 0
	c := make(chan int)
	go func() {
		n = 1
		<-c
	}()
	k.Settle()
	n = 2
	close(c)
	_ = n
}

// Nor does the whole dance: hold, settle, look, release.
func TestRaceWhileHeld(t *testing.T) {
	k := kit.Begin(t)
	n := 0
	hold := k.Hold()
	wait := k.Go(2, func(i int) {
		if i == 0 {
			hold.Wait()
			n++
			return
		}
		n++
	})
	k.Settle()
	hold.Release()
	wait()
}
