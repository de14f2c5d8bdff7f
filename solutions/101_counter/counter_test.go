package counter_test

import (
	"testing"

	"racekata/grader/kit"
	counter "racekata/solutions/101_counter"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var _ interface {
	Add(d int)
	Value() int
	Close()
} = counter.New()

func TestEveryIncrementIsCounted(t *testing.T) {
	k := kit.Begin(t)
	for _, goroutines := range []int{1, 2, 10, 200, 2000} {
		c := counter.New()
		k.Together(goroutines, func(int) {
			for range 5 {
				c.Add(1)
			}
		})
		if got, want := c.Value(), 5*goroutines; got != want {
			k.Fatalf("%d of %d hits were counted with %d goroutines", got, want, goroutines)
		}
		c.Close()
	}
}

func TestAddCountsWhatItIsGiven(t *testing.T) {
	k := kit.Begin(t)
	c := counter.New()
	k.Together(50, func(i int) {
		c.Add(i)
		c.Add(-1)
	})
	if got, want := c.Value(), 50*49/2-50; got != want {
		k.Errorf("after adding 0 to 49 and 50 times -1 the counter stands at %d, not %d", got, want)
	}
	c.Close()
}

func TestValueMayBeCalledAtAnyTime(t *testing.T) {
	k := kit.Begin(t)
	c := counter.New()
	k.Together(20, func(i int) {
		if i%2 == 0 {
			c.Add(1)
			return
		}
		if v := c.Value(); v < 0 || v > 10 {
			k.Errorf("the counter stood at %d while 10 hits were being counted", v)
		}
	})
	c.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	for range 10 {
		c := counter.New()
		k.Together(3, func(int) { c.Add(1) })
		c.Close()
	}
}
