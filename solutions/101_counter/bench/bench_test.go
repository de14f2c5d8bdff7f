// Package bench measures what an Add and a Value cost in the fixes that the
// debrief of 101_counter compares:
//
//	go test -bench . -cpu 1,2,4 ./solutions/101_counter/bench
//
// Only your own machine's figures count, at the contention that your program
// has. They are taken without -race, which changes all of them.
package bench

import (
	"sync"
	"sync/atomic"
	"testing"
)

type counter struct {
	name  string
	add   func(d int64)
	value func() int64
}

func counters() []counter {
	return []counter{locked(), lockedForReaders(), added(), swapped()}
}

func locked() counter {
	var (
		mu sync.Mutex
		n  int64
	)
	return counter{"Mutex", func(d int64) {
		mu.Lock()
		n += d
		mu.Unlock()
	}, func() int64 {
		mu.Lock()
		defer mu.Unlock()
		return n
	}}
}

func lockedForReaders() counter {
	var (
		mu sync.RWMutex
		n  int64
	)
	return counter{"RWMutex", func(d int64) {
		mu.Lock()
		n += d
		mu.Unlock()
	}, func() int64 {
		mu.RLock()
		defer mu.RUnlock()
		return n
	}}
}

func added() counter {
	var n atomic.Int64
	return counter{"atomic.Add", func(d int64) { n.Add(d) }, n.Load}
}

func swapped() counter {
	var n atomic.Int64
	return counter{"CompareAndSwap", func(d int64) {
		for {
			v := n.Load()
			if n.CompareAndSwap(v, v+d) {
				return
			}
		}
	}, n.Load}
}

// One goroutine adds: nobody is in anybody's way.
func BenchmarkAddAlone(b *testing.B) {
	for _, c := range counters() {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.add(1)
			}
			check(b, c, int64(b.N))
		})
	}
}

// A goroutine for each of -cpu adds and does nothing else: the worst case.
func BenchmarkAddTogether(b *testing.B) {
	for _, c := range counters() {
		b.Run(c.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					c.add(1)
				}
			})
			check(b, c, int64(b.N))
		})
	}
}

// The same with some work between two calls, as programs have it. The work
// alone is measured too: subtract it.
func BenchmarkAddBetweenWork(b *testing.B) {
	b.Run("work alone", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			x := uint64(1)
			for pb.Next() {
				x = work(x)
			}
			if x == 0 { // it never is; the work must have a use
				b.Error("the work came to nothing")
			}
		})
	})
	for _, c := range counters() {
		b.Run(c.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for x := uint64(1); pb.Next(); {
					x = work(x)
					c.add(int64(x & 1))
				}
			})
		})
	}
}

// Everybody reads and nobody writes: what a readers-writer lock is said to be
// good at.
func BenchmarkValueTogether(b *testing.B) {
	for _, c := range counters() {
		b.Run(c.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				var sum int64
				for pb.Next() {
					sum += c.value()
				}
				if sum != 0 {
					b.Error("nobody has added anything")
				}
			})
		})
	}
}

// check says whether the counter counted what was measured; a round that b.N
// is not about may have come before.
func check(b *testing.B, c counter, least int64) {
	b.Helper()
	if got := c.value(); got < least {
		b.Errorf("%d of %d were counted", got, least)
	}
}

// work is about a microsecond of computing in registers.
func work(x uint64) uint64 {
	for range 500 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}
