package visits_test

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	visits "racekata/solutions/102_log_line"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(log func(total int64)) *visits.Counter = visits.New
	_ interface {
		Add()
		Total() int64
		Close()
	} = (*visits.Counter)(nil)
)

func silent(int64) {}

func TestVisitsAreCountedWhileLogsRun(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	c := visits.New(func(int64) { hold.Wait() })
	done := k.Go(8, func(int) { c.Add() })

	// However many logs are inside now: none may take another visit with it.
	k.Settle()
	hold.Release()
	done()
	if got := c.Total(); got != 8 {
		k.Errorf("%d of 8 visits were counted: they came while the logs of others were running", got)
	}
	c.Close()
}

func TestEveryVisitIsCounted(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct{ goroutines, each int }{
		{1, 100}, {2, 500}, {8, 200}, {500, 1},
	} {
		c := visits.New(silent)
		k.Together(s.goroutines, func(int) {
			for range s.each {
				c.Add()
			}
		})
		got, want := c.Total(), int64(s.goroutines*s.each)
		c.Close()
		if got != want {
			k.Fatalf("%d of %d visits were counted with %d goroutines and a silent log", got, want, s.goroutines)
		}
	}
}

func TestTwoCountersCountApart(t *testing.T) {
	k := kit.Begin(t)
	year := visits.New(silent)
	day := visits.New(func(int64) { year.Add() })
	year.Add()
	day.Add()
	day.Add()
	if d, y := day.Total(), year.Total(); d != 2 || y != 3 {
		k.Errorf("one counter had 2 visits, and its log added each to another counter, which had 1 already; their totals are %d and %d", d, y)
	}
	day.Close()
	year.Close()
}

func TestTotalMayBeCalledWhileOthersAdd(t *testing.T) {
	k := kit.Begin(t)
	const adders, readers, each = 4, 4, 150
	c := visits.New(silent)
	k.Together(adders+readers, func(i int) {
		if i%2 == 0 {
			for range each {
				c.Add()
			}
			return
		}
		var last int64
		for range each {
			total := c.Total()
			if total < last || total > adders*each {
				k.Errorf("Total said %d after it had said %d, while %d visits were being counted", total, last, adders*each)
				return
			}
			last = total
		}
	})
	c.Close()
}

func TestTotalIncludesWhatHasBeenAddedWhileOthersAdd(t *testing.T) {
	k := kit.Begin(t)
	const goroutines, each = 8, 600
	var added atomic.Int64
	c := visits.New(silent)
	k.Together(goroutines, func(int) {
		for range each {
			c.Add()
			least := added.Add(1)
			if total := c.Total(); total < least {
				k.Errorf("%d visits had been added, others were being added, and Total said %d", least, total)
				return
			}
		}
	})
	c.Close()
}

func TestEachLogIsToldItsOwnTotal(t *testing.T) {
	k := kit.Begin(t)
	const n = 8
	hold := k.Hold()
	var (
		mu   sync.Mutex
		told []int64
	)
	c := visits.New(func(total int64) {
		mu.Lock()
		told = append(told, total)
		mu.Unlock()
		hold.Wait()
	})
	done := k.Go(n, func(int) { c.Add() })
	k.Settle()
	hold.Release()
	done()
	c.Close()

	mu.Lock()
	defer mu.Unlock()
	slices.Sort(told)
	if want := []int64{1, 2, 3, 4, 5, 6, 7, 8}; !slices.Equal(told, want) {
		k.Errorf("the logs of %d visits at the same time were told %v; in some order it must be %v", n, told, want)
	}
}

func TestEachOfManyLogsIsToldItsOwnTotal(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct{ goroutines, each int }{{1, 20}, {2, 3000}, {8, 600}} {
		n := s.goroutines * s.each
		told := make([]atomic.Int32, n+1)
		var calls, strange atomic.Int64
		c := visits.New(func(total int64) {
			calls.Add(1)
			if total < 1 || total > int64(n) {
				strange.Store(total)
				return
			}
			told[total].Add(1)
		})
		k.Together(s.goroutines, func(int) {
			for range s.each {
				c.Add()
			}
		})
		c.Close()
		if got := calls.Load(); got != int64(n) {
			k.Fatalf("log was called %d times for %d visits", got, n)
		}
		if total := strange.Load(); total != 0 {
			k.Fatalf("log was told %d with %d visits in all", total, n)
		}
		for total := 1; total <= n; total++ {
			if times := told[total].Load(); times != 1 {
				k.Fatalf("log was told the total %d %d times; each of 1 to %d is made by one visit", total, times, n)
			}
		}
	}
}

func TestALogThatPanicsIsNotCalledAgain(t *testing.T) {
	k := kit.Begin(t)
	var told []int64
	c := visits.New(func(total int64) {
		told = append(told, total)
		panic("the disk is full")
	})
	recovered(c.Add)
	recovered(c.Add)
	if want := []int64{1, 2}; !slices.Equal(told, want) {
		k.Errorf("the logs of two visits panicked, one after the other; they were told %v, and it must be %v", told, want)
	}
	c.Close()
}

func TestAddReturnsAfterItsLog(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	c := visits.New(func(int64) { hold.Wait() })
	var returned atomic.Bool
	done := k.Go(1, func(int) {
		c.Add()
		returned.Store(true)
	})

	k.Settle()
	switch {
	case hold.Total() == 0:
		k.Errorf("log was not called")
	case returned.Load():
		k.Errorf("Add returned while its log was still running")
	}
	hold.Release()
	done()
	c.Close()
	if n := hold.Total(); n > 1 {
		k.Errorf("log was called %d times for one visit", n)
	}
}

func TestLogRunsOnTheGoroutineOfItsAdd(t *testing.T) {
	k := kit.Begin(t)
	var on atomic.Value
	c := visits.New(func(int64) { on.Store(goroutine()) })
	for range 3 {
		on.Store("none")
		c.Add()
		if got, me := on.Load(), goroutine(); got != me {
			k.Errorf("goroutine %s called Add; log ran on goroutine %s", me, got)
		}
	}
	c.Close()
}

// goroutine is the number of the calling goroutine, as its stack shows it.
func goroutine() string {
	var buf [64]byte
	stack := string(buf[:runtime.Stack(buf[:], false)])
	number, _, _ := strings.Cut(strings.TrimPrefix(stack, "goroutine "), " ")
	return number
}

func TestAnyNumberOfLogsMayRunAtOnce(t *testing.T) {
	k := kit.Begin(t)
	// More at once than people think of when they choose a bound.
	const crowd = 1100
	hold := k.Hold()
	c := visits.New(func(int64) { hold.Wait() })
	done := k.Go(crowd, func(int) { c.Add() })
	k.Settle()
	if n := hold.Inside(); n != crowd {
		k.Errorf("%d of %d logs were running at once", n, crowd)
	}

	var total atomic.Int64
	total.Store(-1)
	asked := k.Go(1, func(int) { total.Store(c.Total()) })
	k.Settle()
	switch got := total.Load(); {
	case got == -1:
		k.Errorf("Total did not return while a log was running")
	case got != crowd:
		k.Errorf("%d visits had come and their logs were running, and Total said %d", crowd, got)
	}
	hold.Release()
	done()
	asked()
	c.Close()
}

func TestLogMayUseTheCounter(t *testing.T) {
	k := kit.Begin(t)
	var (
		c     *visits.Counter
		calls atomic.Int64
	)
	c = visits.New(func(told int64) {
		if calls.Add(1) == 1 { // or each log would make another
			c.Add()
		}
		if total := c.Total(); total < told {
			k.Errorf("log was told %d, and Total inside it said %d", told, total)
		}
	})
	c.Add()
	if got := c.Total(); got != 2 {
		k.Errorf("a visit, and another one that its log added, made a total of %d", got)
	}
	if n := calls.Load(); n != 2 {
		k.Errorf("log was called %d times for 2 visits, one of them added by the log of the other", n)
	}
	c.Close()
}

func TestLogsMayAskForTheTotal(t *testing.T) {
	k := kit.Begin(t)
	const goroutines, each = 8, 400
	var c *visits.Counter
	c = visits.New(func(told int64) {
		if total := c.Total(); total < told {
			k.Errorf("log was told %d, others were adding too, and Total inside it said %d", told, total)
		}
	})
	k.Together(goroutines, func(int) {
		for range each {
			if k.Failed() {
				return
			}
			c.Add()
		}
	})
	c.Close()
}

func TestAPanicInLogReachesTheCallerOfAdd(t *testing.T) {
	k := kit.Begin(t)
	for _, value := range []any{"the disk is full", errors.New("the disk is broken"), 42, new(int)} {
		var broken atomic.Bool
		c := visits.New(func(int64) {
			if broken.Load() {
				panic(value)
			}
		})
		broken.Store(true)
		switch got := recovered(c.Add); got {
		case value:
		case nil:
			k.Errorf("log panicked with %v, and Add returned as if nothing had happened", value)
		default:
			k.Errorf("log panicked with %v (%T), and the caller of Add recovered %v (%T)", value, value, got, got)
		}
		broken.Store(false)
		c.Add()
		if got := c.Total(); got != 2 {
			k.Errorf("a visit whose log panicked and one whose log did not made a total of %d", got)
		}
		c.Close()
	}
}

// recovered calls f and returns what it panicked with.
func recovered(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// One goroutine alone, which adds and does not read: what several do to
	// each other, and what Total says, is judged above.
	for range 10 {
		c := visits.New(silent)
		c.Add()
		c.Close()
	}
}
