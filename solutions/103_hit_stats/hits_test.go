package hits_test

import (
	"math/bits"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	hits "racekata/solutions/103_hit_stats"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func() *hits.Stats = hits.New
	_ interface {
		Hit(send func() int64)
		Snapshot() hits.Snapshot
		Close()
	} = (*hits.Stats)(nil)
	_ = hits.Snapshot{Hits: int64(0), Bytes: int64(0), Largest: int64(0)}
)

// answer is a send that takes no time.
func answer(size int64) func() int64 { return func() int64 { return size } }

func TestSnapshotsWhileAnswersAreSent(t *testing.T) {
	k := kit.Begin(t)
	s := hits.New()
	s.Hit(answer(4))
	s.Hit(answer(2))
	hold := k.Hold()
	done := k.Go(4, func(i int) {
		s.Hit(func() int64 {
			hold.Wait()
			return int64(i)
		})
	})
	k.Settle()
	var got atomic.Pointer[hits.Snapshot]
	asked := k.Go(1, func(int) {
		now := s.Snapshot()
		got.Store(&now)
	})
	k.Settle()
	// Whether it waits is judged elsewhere.
	if now := got.Load(); now != nil && *now != (hits.Snapshot{Hits: 2, Bytes: 6, Largest: 4}) {
		k.Errorf("answers of 4 and 2 bytes had been sent and some were on their way; a snapshot says %d hits, %d bytes, largest %d",
			now.Hits, now.Bytes, now.Largest)
	}
	hold.Release()
	done()
	asked()
	s.Close()
}

// The answers of the next test have the sizes 1, 2, 4, 8 and so on, one of
// each: the sum of some of them says which ones they are, and with that how
// many, and which is the largest.
const (
	hitters = 4
	each    = 12
	readers = 2
	looks   = 20
)

// sizeOf is the size of the n-th answer of a hitter. Hitters take turns, so
// that each of them makes the largest one again and again.
func sizeOf(hitter, n int) int64 { return 1 << (n*hitters + hitter) }

// look takes a snapshot that must belong together and include the answers in
// must. It returns the answers that it shows, and whether all was well.
func look(k *kit.T, s *hits.Stats, must int64) (shown int64, ok bool) {
	got := s.Snapshot()
	sum := uint64(got.Bytes)
	want := hits.Snapshot{Hits: int64(bits.OnesCount64(sum)), Bytes: got.Bytes}
	if sum != 0 {
		want.Largest = 1 << (bits.Len64(sum) - 1)
	}
	switch {
	case got != want:
		k.Errorf("a snapshot says %d hits, %d bytes, largest %d. That does not belong together: "+
			"one answer of each size was sent, 1, 2, 4, 8 and so on, so %d bytes are %d hits, the largest of %d",
			got.Hits, got.Bytes, got.Largest, want.Bytes, want.Hits, want.Largest)
		return 0, false
	case must&^got.Bytes != 0:
		k.Errorf("a snapshot lacks %d of the %d hits that had returned or that an earlier snapshot had shown",
			bits.OnesCount64(uint64(must&^got.Bytes)), bits.OnesCount64(uint64(must)))
		return 0, false
	}
	return got.Bytes, true
}

func TestSnapshotsBelongTogether(t *testing.T) {
	k := kit.Begin(t)
	for range 12 {
		s := hits.New()
		k.Together(hitters+readers, func(i int) {
			var shown int64
			ok := true
			if i >= hitters {
				for n := 0; n < looks && ok; n++ {
					shown, ok = look(k, s, shown)
				}
				return
			}
			for n := 0; n < each && ok; n++ {
				size := sizeOf(i, n)
				s.Hit(answer(size))
				shown, ok = look(k, s, shown|size)
			}
		})
		if !k.Failed() {
			look(k, s, 1<<(hitters*each)-1)
		}
		s.Close()
		if k.Failed() {
			return
		}
	}
}

func TestHitsWhileOthersAreSent(t *testing.T) {
	k := kit.Begin(t)
	const n = 8
	hold := k.Hold()
	s := hits.New()
	done := k.Go(n, func(i int) {
		s.Hit(func() int64 {
			hold.Wait()
			return int64(i + 1)
		})
	})
	// However many answers are on their way now: none may take another with it.
	k.Settle()
	hold.Release()
	done()
	got := s.Snapshot()
	s.Close()
	if want := (hits.Snapshot{Hits: n, Bytes: n * (n + 1) / 2, Largest: n}); got != want {
		k.Errorf("%d answers of 1 to %d bytes were on their way at the same time; %d hits with %d bytes were counted, the largest of %d",
			n, n, got.Hits, got.Bytes, got.Largest)
	}
	if calls := hold.Total(); calls != n {
		k.Errorf("send was called %d times for %d answers", calls, n)
	}
}

func TestEveryHitIsCounted(t *testing.T) {
	k := kit.Begin(t)
	// The last are more hits than anybody thinks of who lets them lie in a queue
	// until somebody looks.
	for _, c := range []struct{ goroutines, each int }{
		{1, 50}, {2, 500}, {8, 150}, {300, 1}, {4, 5000},
	} {
		s := hits.New()
		k.Together(c.goroutines, func(i int) {
			for n := range c.each {
				s.Hit(answer(int64(n*c.goroutines + i)))
			}
		})
		got := s.Snapshot()
		s.Close()
		n := int64(c.goroutines * c.each) // of the sizes 0, 1, 2, ... n-1
		switch {
		case got.Hits != n:
			k.Fatalf("%d of %d hits were counted with %d goroutines", got.Hits, n, c.goroutines)
		case got.Bytes != n*(n-1)/2:
			k.Fatalf("%d of %d bytes were counted with %d goroutines", got.Bytes, n*(n-1)/2, c.goroutines)
		case got.Largest != n-1:
			k.Fatalf("the largest of %d answers had %d bytes, and the snapshot says %d", n, n-1, got.Largest)
		}
	}
}

func TestTwoServersHaveFiguresOfTheirOwn(t *testing.T) {
	k := kit.Begin(t)
	front, back := hits.New(), hits.New()
	back.Hit(answer(1))
	front.Hit(func() int64 {
		back.Hit(answer(5))
		return 7
	})
	for _, s := range []struct {
		name      string
		got, want hits.Snapshot
	}{
		{"one", front.Snapshot(), hits.Snapshot{Hits: 1, Bytes: 7, Largest: 7}},
		{"the other", back.Snapshot(), hits.Snapshot{Hits: 2, Bytes: 6, Largest: 5}},
	} {
		if s.got != s.want {
			k.Errorf("of two servers' figures one had an answer of 7 bytes, the other answers of 1 and 5; those of %s are %d hits, %d bytes, largest %d",
				s.name, s.got.Hits, s.got.Bytes, s.got.Largest)
		}
	}
	front.Close()
	back.Close()
}

func TestTheLargestIsKept(t *testing.T) {
	k := kit.Begin(t)
	// Short rounds without a snapshot, which might wait for a hit: whoever is
	// held up comes after all others, and nothing larger hides what it does.
	const rounds, goroutines, each = 50, 3, 4
	for range rounds {
		s := hits.New()
		k.Together(goroutines, func(i int) {
			for n := range each {
				s.Hit(answer(int64(n*goroutines + i)))
			}
		})
		largest := s.Snapshot().Largest
		s.Close()
		if want := int64(goroutines*each - 1); largest != want {
			k.Fatalf("the largest of %d answers had %d bytes, and the snapshot says %d", goroutines*each, want, largest)
		}
	}
}

func TestASnapshotIncludesEveryHitThatHasReturned(t *testing.T) {
	k := kit.Begin(t)
	s := hits.New()
	defer s.Close()
	if got := s.Snapshot(); got != (hits.Snapshot{}) {
		k.Fatalf("without a hit the figures are %d hits, %d bytes, largest %d", got.Hits, got.Bytes, got.Largest)
	}
	var want hits.Snapshot
	for _, size := range []int64{0, 5, 3, 1 << 40, 1 << 40, 7, 1<<44 + 1, 0, 1 << 33} {
		// Three in a row: the last ones may lie in a queue, if there is one.
		s.Hit(answer(size))
		s.Hit(answer(0))
		s.Hit(answer(1))
		want.Hits += 3
		want.Bytes += size + 1
		want.Largest = max(want.Largest, size, 1)
		if got := s.Snapshot(); got != want {
			k.Fatalf("after %d hits, one after the other, the figures are %d hits, %d bytes, largest %d; they must be %d, %d and %d",
				want.Hits, got.Hits, got.Bytes, got.Largest, want.Hits, want.Bytes, want.Largest)
		}
	}
}

func TestAnswersAreSentAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	// More at once than people think of when they choose a bound.
	const crowd = 1100
	hold := k.Hold()
	s := hits.New()
	done := k.Go(crowd, func(int) {
		s.Hit(func() int64 {
			hold.Wait()
			return 1
		})
	})
	k.Settle()
	if n := hold.Inside(); n != crowd {
		k.Errorf("%d of %d answers were on their way at the same time", n, crowd)
	}
	var returned atomic.Bool
	asked := k.Go(1, func(int) {
		s.Snapshot()
		returned.Store(true)
	})
	k.Settle()
	if !returned.Load() {
		k.Errorf("Snapshot did not return while answers were on their way")
	}
	hold.Release()
	done()
	asked()
	s.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// One goroutine alone, which hits and takes no snapshot: what several do to
	// each other, and what a snapshot says, is judged above.
	for range 10 {
		s := hits.New()
		s.Hit(answer(3))
		s.Close()
	}
}
