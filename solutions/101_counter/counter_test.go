package counter_test

import (
	"math"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	counter "racekata/solutions/101_counter"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned. New is not called here: a counter that
// nobody closes may leave a goroutine.
var (
	_ func() *counter.Counter = counter.New
	_ interface {
		Add(d int)
		Value() int
		Close()
	} = (*counter.Counter)(nil)
)

func TestEveryIncrementIsCounted(t *testing.T) {
	k := kit.Begin(t)
	// Few goroutines that add often meet each other more than many that add
	// once; both are in the contract. The last are more hits than anybody thinks
	// of who lets them lie in a queue until Value is asked.
	for _, s := range []struct{ goroutines, each int }{
		{1, 100}, {2, 500}, {8, 200}, {100, 10}, {2000, 1}, {4, 5000},
	} {
		c := counter.New()
		k.Together(s.goroutines, func(int) {
			for range s.each {
				c.Add(1)
			}
		})
		got, want := c.Value(), s.goroutines*s.each
		c.Close()
		if got != want {
			k.Fatalf("%d of %d hits were counted with %d goroutines", got, want, s.goroutines)
		}
	}
}

func TestAddCountsWhatItIsGiven(t *testing.T) {
	k := kit.Begin(t)
	c := counter.New()
	k.Together(50, func(i int) {
		c.Add(i)
		c.Add(-1)
	})
	got, want := c.Value(), 50*49/2-50
	c.Close()
	if got != want {
		k.Errorf("after adding 0 to 49 and 50 times -1 the counter stands at %d, not at %d", got, want)
	}
}

func TestAddCountsManyAtOnceAndTakesThemBack(t *testing.T) {
	k := kit.Begin(t)
	for _, hits := range [][]int{{-5, 8}, {math.MaxInt - 1, 1}, {3, -1, math.MinInt + 2}} {
		c := counter.New()
		want := 0
		for _, d := range hits {
			c.Add(d)
			want += d
		}
		if got := c.Value(); got != want {
			k.Errorf("after adding %d the counter stands at %d, not at %d", hits, got, want)
		}
		c.Close()
	}
}

func TestTwoCountersCountApart(t *testing.T) {
	k := kit.Begin(t)
	a, b := counter.New(), counter.New()
	k.Together(2, func(i int) { []*counter.Counter{a, b}[i].Add(i + 1) })
	if one, two := a.Value(), b.Value(); one != 1 || two != 2 {
		k.Errorf("1 hit was added to one counter and 2 to another; they stand at %d and %d", one, two)
	}
	a.Close()
	b.Close()
}

func TestValueMayBeCalledWhileOthersAdd(t *testing.T) {
	k := kit.Begin(t)
	const adders, readers, each = 4, 4, 1000
	c := counter.New()
	k.Together(adders+readers, func(i int) {
		if i%2 == 0 {
			for range each {
				c.Add(1)
			}
			return
		}
		last := 0
		for range each {
			v := c.Value()
			if v < last || v > adders*each {
				k.Errorf("the counter stood at %d after it had stood at %d, while %d hits were being counted", v, last, adders*each)
				return
			}
			last = v
		}
	})
	c.Close()
}

func TestValueIncludesWhatHasBeenAddedWhileOthersAdd(t *testing.T) {
	k := kit.Begin(t)
	const goroutines, each = 8, 600
	var added atomic.Int64
	c := counter.New()
	k.Together(goroutines, func(int) {
		for range each {
			c.Add(1)
			least := int(added.Add(1))
			if v := c.Value(); v < least {
				k.Errorf("%d hits had been added, others were being added, and Value said %d", least, v)
				return
			}
		}
	})
	c.Close()
}

func TestValueIncludesEveryAddThatHasReturned(t *testing.T) {
	k := kit.Begin(t)
	c := counter.New()
	defer c.Close()
	for i := 1; i <= 100; i++ {
		// Three in a row: the last ones may lie in a queue, if there is one.
		c.Add(1)
		c.Add(1)
		c.Add(1)
		if v := c.Value(); v != 3*i {
			k.Fatalf("%d hits had been added, and Value said %d", 3*i, v)
		}
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// One goroutine alone, which adds and does not read: what several do to
	// each other, and what Value says, is judged above.
	for range 10 {
		c := counter.New()
		c.Add(1)
		c.Close()
	}
}
