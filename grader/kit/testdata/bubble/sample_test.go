// Package sample_test has tests in which time is virtual.
package sample_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"racekata/grader/kit"
)

func TestMain(m *testing.M) { kit.Main(m) }

func TestHour(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		start := time.Now()
		ticks := 0
		for tick := time.NewTicker(time.Second); ticks < 3600; ticks++ {
			<-tick.C
		}
		if d := time.Since(start); d != time.Hour {
			k.Errorf("%v passed, not an hour", d)
		}
	})
}

// Longer than the watch takes to find who is stuck; it sleeps all the time.
func TestCentury(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		var n atomic.Int32
		go func() {
			for n.Add(1) < 100_000 {
				time.Sleep(time.Hour)
			}
		}()
		time.Sleep(110_000 * time.Hour)
		if n := n.Load(); n != 100_000 {
			k.Errorf("%d of 100000 hours", n)
		}
	})
}

// What one bubble leaves in a pool is of no use to the next, nor outside.
func TestPools(t *testing.T) {
	k := kit.Begin(t)
	var pool sync.Pool
	use := func() {
		bell, ok := pool.Get().(chan bool)
		if !ok {
			bell = make(chan bool)
		}
		time.AfterFunc(time.Microsecond, func() { bell <- true })
		<-bell
		pool.Put(bell)
	}
	for range 10 { // under the race detector a pool drops some of what it is given
		use()
		k.Bubble(func(*kit.T) { use() })
	}
}

// Who waits for a lock waits as long as its owner sleeps.
func TestLocks(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	release := k.Go(1, func(int) {
		for hold.Inside() == 0 {
			k.Settle()
		}
		hold.Release()
	})
	k.Bubble(func(k *kit.T) {
		const n = 4
		var (
			start   = time.Now()
			mu      sync.Mutex
			rw      sync.RWMutex
			workers sync.WaitGroup
		)
		for range n {
			workers.Go(func() {
				mu.Lock()
				defer mu.Unlock()
				hold.Wait() // which somebody opens from outside
				time.Sleep(time.Hour)
			})
			workers.Go(func() {
				rw.RLock()
				defer rw.RUnlock()
				time.Sleep(time.Hour)
			})
			workers.Go(func() {
				rw.Lock()
				defer rw.Unlock()
				time.Sleep(time.Hour)
			})
		}
		workers.Wait()
		if d := time.Since(start); d < n*time.Hour || d > 2*n*time.Hour {
			k.Errorf("%d times an hour under one lock took %v", n, d)
		}
	})
	release()
}

func TestLockThatATimerOpens(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		var mu sync.Mutex
		mu.Lock()
		time.AfterFunc(time.Second, mu.Unlock)
		mu.Lock()
	})
}

func TestFails(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		k.Error("inside")
		k.Fatal("no further")
	})
	k.Error("not reached")
}

func TestRaces(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		n := 0
		k.Together(8, func(int) { n++ })
		k.Error("not reached")
	})
}

func TestPanics(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) { panic("boom") })
}

func TestStuckAll(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		c := make(chan int)
		go func() { c <- 1; c <- 2 }()
		<-c
		<-c
		waitsForEver(c)
	})
}

func waitsForEver(c chan int) { <-c }

func TestStuckRendezvous(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		r := k.Rendezvous(3, "workers")
		go r.Arrive()
		r.Arrive()
	})
}

func TestStuckMutex(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		var mu sync.Mutex
		mu.Lock()
		mu.Lock()
	})
}

func TestStuckMutexBesideASleeper(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		var mu sync.Mutex
		mu.Lock()
		go time.Sleep(time.Second)
		mu.Lock()
	})
}

// A goroutine is still blocked when the bubble's function has returned.
func TestStuckLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		go waitsForEver(make(chan int))
	})
}

func TestBusySpins(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		var stop atomic.Bool
		time.AfterFunc(time.Second, func() { stop.Store(true) })
		spins(&stop)
	})
}

func spins(stop *atomic.Bool) {
	for !stop.Load() {
	}
}

func TestBusyWaits(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		var stop atomic.Bool
		go spins(&stop)
		synctest.Wait()
		stop.Store(true)
	})
}
