// Package bench measures what a Hit costs in the answers that the debrief of
// 103_hit_stats compares:
//
//	go test -bench . -cpu 1,2,4 ./solutions/103_hit_stats/bench
//
// Only your own machine's figures count, at the contention that your program
// has. They are taken without -race, which changes all of them.
package bench

import (
	"sync"
	"sync/atomic"
	"testing"
)

type figures struct{ hits, bytes, largest int64 }

type stats struct {
	name     string
	hit      func(size int64)
	snapshot func() figures
}

func all() []stats {
	return []stats{locked(), swapped(), shared(), torn()}
}

// locked is a mutex over all three figures.
func locked() stats {
	var (
		mu  sync.Mutex
		now figures
	)
	return stats{"Mutex", func(size int64) {
		mu.Lock()
		now.hits++
		now.bytes += size
		now.largest = max(now.largest, size)
		mu.Unlock()
	}, func() figures {
		mu.Lock()
		defer mu.Unlock()
		return now
	}}
}

// swapped replaces all three figures through one pointer.
func swapped() stats {
	var now atomic.Pointer[figures]
	now.Store(&figures{})
	return stats{"CompareAndSwap", func(size int64) {
		for {
			old := now.Load()
			next := &figures{old.hits + 1, old.bytes + size, max(old.largest, size)}
			if now.CompareAndSwap(old, next) {
				return
			}
		}
	}, func() figures { return *now.Load() }}
}

// shared has three atomics under a readers-writer lock that hits share and a
// snapshot has alone.
func shared() stats {
	var (
		mu   sync.RWMutex
		each = torn()
	)
	return stats{"RWMutex and atomics", func(size int64) {
		mu.RLock()
		each.hit(size)
		mu.RUnlock()
	}, func() figures {
		mu.Lock()
		defer mu.Unlock()
		return each.snapshot()
	}}
}

// torn has three exact atomics. It is no answer, for its snapshots do not
// belong together; it shows what belonging together costs.
func torn() stats {
	var hits, bytes, largest atomic.Int64
	return stats{"torn atomics", func(size int64) {
		hits.Add(1)
		bytes.Add(size)
		for {
			old := largest.Load()
			if size <= old || largest.CompareAndSwap(old, size) {
				return
			}
		}
	}, func() figures { return figures{hits.Load(), bytes.Load(), largest.Load()} }}
}

// One goroutine hits: nobody is in anybody's way.
func BenchmarkHitAlone(b *testing.B) {
	for _, s := range all() {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				s.hit(1)
			}
			check(b, s)
		})
	}
}

// A goroutine for each of -cpu hits and does nothing else: the worst case.
func BenchmarkHitTogether(b *testing.B) {
	for _, s := range all() {
		b.Run(s.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					s.hit(1)
				}
			})
			check(b, s)
		})
	}
}

// The same with some work between two hits, as programs have it. The work
// alone is measured too: subtract it.
func BenchmarkHitBetweenWork(b *testing.B) {
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
	for _, s := range all() {
		b.Run(s.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for x := uint64(1); pb.Next(); {
					x = work(x)
					s.hit(int64(x & 1))
				}
			})
			check(b, s)
		})
	}
}

// Nine snapshots to a hit: a page that is looked at more than it changes.
func BenchmarkMostlySnapshots(b *testing.B) {
	for _, s := range all() {
		b.Run(s.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for i := 0; pb.Next(); i++ {
					if i%10 == 0 {
						s.hit(1)
					} else {
						s.snapshot()
					}
				}
			})
		})
	}
}

// check says whether every hit that was measured was counted; rounds that b.N
// is not about may have come before.
func check(b *testing.B, s stats) {
	b.Helper()
	if got := s.snapshot().hits; got < int64(b.N) {
		b.Errorf("%d of %d hits were counted", got, b.N)
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
