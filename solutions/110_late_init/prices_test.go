package prices_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	prices "racekata/solutions/110_late_init"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(load func() ([]prices.Item, error)) *prices.List = prices.New
	_ interface {
		Get(article string) (int64, error)
		Loaded() bool
		Close()
	} = (*prices.List)(nil)
	_ error = prices.ErrUnknown
	_       = prices.Item{Article: "", Cents: int64(0)}
)

// items is a list in which article i costs 100+i cents.
func items(n int) []prices.Item {
	list := make([]prices.Item, n)
	for i := range list {
		list[i] = prices.Item{Article: article(i), Cents: int64(100 + i)}
	}
	return list
}

func article(i int) string { return "article " + strconv.Itoa(i) }

// look asks for an article of items, and wants its price.
func look(k *kit.T, l *prices.List, i int) {
	if got, err := l.Get(article(i)); err != nil {
		k.Errorf("an article is in the list that load returned, and Get said: %q", err)
	} else if got != int64(100+i) {
		k.Errorf("the price of an article is %d, and Get returned %d", 100+i, got)
	}
}

// A year in which nobody asks.
func TestNothingIsLoadedWhileNobodyAsks(t *testing.T) {
	k := kit.Begin(t)
	const year = 365 * 24 * time.Hour
	for _, s := range []struct {
		had  string
		load func() ([]prices.Item, error)
	}{
		{"failed", func() ([]prices.Item, error) { return nil, errors.New("the server is away") }},
		{"panicked", func() ([]prices.Item, error) { panic("line 7 has no price") }},
		{"succeeded", func() ([]prices.Item, error) { return items(1), nil }},
	} {
		k.Bubble(func(k *kit.T) {
			var loads atomic.Int64
			l := prices.New(func() ([]prices.Item, error) {
				if loads.Add(1) == 1 {
					return s.load()
				}
				return items(1), nil // once more is enough to be seen
			})
			time.Sleep(year)
			if n := loads.Load(); n != 0 {
				k.Errorf("nobody called Get for a year, and load was called %d times", n)
			}
			func() {
				defer func() { recover() }() // what becomes of a panic is judged below
				l.Get(article(0))
			}()
			before := loads.Load()
			time.Sleep(year)
			if n := loads.Load() - before; n != 0 {
				k.Errorf("load had %s, nobody called Get for a year, and load was called %d times meanwhile", s.had, n)
			}
			l.Close()
		})
		if k.Failed() {
			return
		}
	}
}

func TestNothingIsLoadedBeforeItIsNeeded(t *testing.T) {
	k := kit.Begin(t)
	var loads atomic.Int64
	l := prices.New(func() ([]prices.Item, error) {
		loads.Add(1)
		return items(1), nil
	})
	loaded := l.Loaded()
	k.Settle()
	if n := loads.Load(); n != 0 {
		k.Errorf("nobody had called Get, and load was called %d times", n)
	}
	if loaded || l.Loaded() {
		k.Errorf("nobody had called Get, and Loaded said true")
	}
	look(k, l, 0)
	if n := loads.Load(); n != 1 {
		k.Errorf("Get was called for the first time, and load was called %d times", n)
	}
	if !l.Loaded() {
		k.Errorf("Get had returned a price, and Loaded said false")
	}
	l.Close()
}

func TestManyAskWhileItLoads(t *testing.T) {
	k := kit.Begin(t)
	const n = 150
	hold := k.Hold()
	l := prices.New(func() ([]prices.Item, error) {
		hold.Wait()
		return items(n), nil
	})
	done := k.Go(n, func(i int) { look(k, l, i) })

	k.Settle()
	if inside := hold.Inside(); inside != 1 {
		k.Errorf("%d asked for a price at the same time, and load is running %d times", n, inside)
	}
	hold.Release()
	done()
	look(k, l, 0)
	if total := hold.Total(); total > 1 {
		k.Errorf("%d asked for a price at the same time, and load was called %d times", n, total)
	}
	l.Close()
}

func TestALoadedListIsLoadedWhateverIsInIt(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct {
		of   string
		list []prices.Item
	}{
		{"nothing", nil},
		{"an article that costs nothing", []prices.Item{{Article: "bag", Cents: 0}}},
		{"a rebate of 25", []prices.Item{{Article: "bottle", Cents: -25}}},
	} {
		loads := 0
		l := prices.New(func() ([]prices.Item, error) {
			loads++
			return s.list, nil
		})
		for range 2 {
			if _, err := l.Get("caviar"); !errors.Is(err, prices.ErrUnknown) {
				k.Errorf("load returned a list of %s; an article is not in it, and Get returned the error %v", s.of, err)
			}
			for _, item := range s.list {
				if got, err := l.Get(item.Article); got != item.Cents || err != nil {
					k.Errorf("load returned a list of %s, and Get returned %d and the error %v for it", s.of, got, err)
				}
			}
		}
		if loads != 1 {
			k.Errorf("load succeeded with a list of %s, and was called %d times", s.of, loads)
		}
		if !l.Loaded() {
			k.Errorf("Get had found a list of %s loaded, and Loaded said false", s.of)
		}
		l.Close()
	}
}

func TestManyAskOften(t *testing.T) {
	k := kit.Begin(t)
	for _, s := range []struct{ callers, each int }{{1, 50}, {2, 150}, {8, 40}, {100, 3}} {
		var loads atomic.Int64
		l := prices.New(func() ([]prices.Item, error) {
			loads.Add(1)
			return items(20), nil
		})
		k.Together(s.callers, func(i int) {
			for j := range s.each {
				look(k, l, (i+j)%20)
			}
		})
		_, err := l.Get("caviar")
		switch {
		case err == nil:
			k.Errorf("an article is not in the list, and Get returned a price for it")
		case !errors.Is(err, prices.ErrUnknown):
			k.Errorf("an article is not in the list, and the error of Get does not wrap ErrUnknown: %q", err)
		case errors.Is(err, errors.ErrUnsupported):
			k.Errorf("the error of Get for an unknown article claims to be any other error too")
		}
		l.Close()
		if n := loads.Load(); n != 1 {
			k.Fatalf("%d callers asked for prices, and load, which never failed, was called %d times", s.callers, n)
		}
	}
}

func TestWhoComesWhileItLoadsWaits(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	l := prices.New(func() ([]prices.Item, error) {
		hold.Wait()
		return items(3), nil
	})
	first := k.Go(1, func(int) { look(k, l, 0) })
	k.Settle()

	var returned atomic.Int64
	others := k.Go(4, func(i int) {
		defer returned.Add(1)
		if i < 3 {
			look(k, l, i)
			return
		}
		if _, err := l.Get("caviar"); !errors.Is(err, prices.ErrUnknown) {
			k.Errorf("an article is not in the list, and Get returned the error %v", err)
		}
	})
	k.Settle()
	if n := returned.Load(); n > 0 {
		k.Errorf("load was running, and %d of 4 calls of Get that came meanwhile did not wait for it", n)
	}
	hold.Release()
	first()
	others()
	l.Close()
}

func TestLoadedIsTrueOnlyOfAWholeList(t *testing.T) {
	k := kit.Begin(t)
	const n = 60
	for range 5 {
		l := prices.New(func() ([]prices.Item, error) { return items(n), nil })
		k.Together(6, func(i int) {
			if i%3 == 0 {
				look(k, l, n-1-i)
				if !l.Loaded() {
					k.Errorf("Get had returned a price, and Loaded said false")
				}
				return
			}
			yes := false
			for range 30 {
				switch loaded := l.Loaded(); {
				case loaded:
					yes = true
					look(k, l, n-1-i)
				case yes:
					k.Errorf("Loaded said false after it had said true")
					return
				}
			}
		})
		l.Close()
	}
}

func TestLoadedWaitsForNothing(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	l := prices.New(func() ([]prices.Item, error) {
		hold.Wait()
		return items(1), nil
	})
	gets := k.Go(2, func(int) { look(k, l, 0) })
	k.Settle()

	const no, yes = 1, 2
	var said atomic.Int64
	asked := k.Go(1, func(int) {
		if l.Loaded() {
			said.Store(yes)
		} else {
			said.Store(no)
		}
	})
	k.Settle()
	switch said.Load() {
	case 0:
		k.Errorf("Loaded did not return while load was running")
	case yes:
		k.Errorf("Loaded said true while load was running for the first time")
	}
	hold.Release()
	gets()
	asked()
	if !l.Loaded() {
		k.Errorf("Get had returned a price, and Loaded said false")
	}
	l.Close()
}

func TestLoadedIsFalseWhileAFailedLoadIsTriedAgain(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	loads := 0
	l := prices.New(func() ([]prices.Item, error) {
		loads++
		if loads == 1 {
			return nil, errors.New("the server is away")
		}
		hold.Wait()
		return items(1), nil
	})
	if _, err := l.Get(article(0)); err == nil {
		k.Errorf("load failed, and Get returned a price")
	}
	var tried atomic.Bool
	again := k.Go(1, func(int) {
		if _, err := l.Get(article(0)); err != nil && tried.Load() {
			k.Errorf("load had failed, was called again and succeeded, and Get said: %q", err)
		}
	})
	k.Settle()
	if tried.Store(hold.Inside() > 0); !tried.Load() {
		return // that it is not tried again is judged below
	}

	var returned, said atomic.Bool
	asked := k.Go(1, func(int) {
		said.Store(l.Loaded())
		returned.Store(true)
	})
	k.Settle()
	if !returned.Load() {
		k.Errorf("Loaded did not return while load was running again")
	}
	if said.Load() {
		k.Errorf("load had failed and was running again, and Loaded said true")
	}
	hold.Release()
	again()
	asked()
	if !l.Loaded() {
		k.Errorf("Get had returned a price, and Loaded said false")
	}
	l.Close()
}

func TestALaterGetLoadsAgain(t *testing.T) {
	k := kit.Begin(t)
	failures := []error{errors.New("the server is away"), errors.New("the server is busy")}
	loads := 0
	l := prices.New(func() ([]prices.Item, error) {
		loads++
		if loads <= len(failures) {
			return []prices.Item{{Article: "half a list", Cents: 1}}, failures[loads-1]
		}
		return items(2), nil
	})
	for i, failure := range failures {
		nth := []string{"first", "second"}[i]
		_, err := l.Get(article(0))
		switch {
		case err == nil:
			k.Fatalf("load failed for the %s time, and Get returned a price", nth)
		case !errors.Is(err, failure):
			k.Fatalf("load failed for the %s time with %q, and the error of Get does not wrap that: %q", nth, failure, err)
		case errors.Is(err, failures[1-i]) || errors.Is(err, prices.ErrUnknown):
			k.Errorf("load failed with %q, and the error of Get wraps other errors too: %q", failure, err)
		}
		if l.Loaded() {
			k.Errorf("load had only failed, and Loaded said true")
		}
	}
	look(k, l, 1)
	if _, err := l.Get("half a list"); !errors.Is(err, prices.ErrUnknown) {
		k.Errorf("an article came with an error, and was missing in the list that load returned without one; Get returned the error %v", err)
	}
	if loads != 3 || !l.Loaded() {
		k.Errorf("load failed twice and then succeeded; it was called %d times in all, and Loaded says %v", loads, l.Loaded())
	}
	l.Close()
}

func TestThoseWhoWaitedForAFailure(t *testing.T) {
	k := kit.Begin(t)
	const n = 6
	var (
		failure = errors.New("the server is away")
		hold    = k.Hold()
		running kit.Gauge
	)
	l := prices.New(func() ([]prices.Item, error) {
		running.Enter()
		defer running.Leave()
		fail := running.Total() == 1
		hold.Wait()
		if fail {
			return nil, failure
		}
		return items(n), nil
	})
	done := k.Go(n, func(i int) {
		got, err := l.Get(article(i))
		if err != nil && !errors.Is(err, failure) {
			k.Errorf("load failed with %q while others waited for it, and one of them got the error %q", failure, err)
		}
		if err == nil && got != int64(100+i) {
			k.Errorf("the price of an article is %d, and Get returned %d", 100+i, got)
		}
	})
	k.Settle()
	hold.Release()
	done()
	look(k, l, 0)
	if most := running.Max(); most > 1 {
		k.Errorf("load was running %d times at once", most)
	}
	if total := running.Total(); total != 2 {
		k.Errorf("load failed once, while %d asked, and then succeeded; it was called %d times", n, total)
	}
	l.Close()
}

// numbered is the error of the n-th load.
type numbered int

func (n numbered) Error() string { return fmt.Sprintf("load number %d failed", int(n)) }

func TestFailuresAreNotKept(t *testing.T) {
	k := kit.Begin(t)
	const callers, failures = 6, 40
	var loads, running atomic.Int64
	l := prices.New(func() ([]prices.Item, error) {
		if running.Add(1) > 1 {
			k.Errorf("load was called while it was running")
		}
		defer running.Add(-1)
		if n := loads.Add(1); n <= failures {
			return nil, numbered(n)
		}
		return items(callers), nil
	})
	k.Together(callers, func(i int) {
		last := numbered(0)
		for {
			_, err := l.Get(article(i))
			if err == nil {
				return
			}
			var failed numbered
			if !errors.As(err, &failed) {
				k.Errorf("load failed, and the error of Get does not wrap its: %q", err)
				return
			}
			if failed <= last {
				k.Errorf("Get returned the failure of load number %d; called again, it returned that of number %d", last, failed)
				return
			}
			last = failed
		}
	})
	if n := loads.Load(); n != failures+1 && !k.Failed() {
		k.Errorf("load failed %d times, then succeeded, and was called %d times in all", failures, n)
	}
	l.Close()
}

func TestThoseWhoWaitedAskAgainAtOnce(t *testing.T) {
	k := kit.Begin(t)
	// Everybody waits for one failure. Who is back first may be back before
	// the Get that called load, and asks again at once.
	const callers, rounds = 4, 60
	var loads, holdNext atomic.Int64
	var hold *kit.Hold
	l := prices.New(func() ([]prices.Item, error) {
		if holdNext.CompareAndSwap(1, 0) {
			hold.Wait()
		}
		return nil, numbered(loads.Add(1))
	})
	for range rounds {
		hold = k.Hold()
		holdNext.Store(1)
		done := k.Go(callers, func(int) {
			last := numbered(0)
			for range 2 {
				var failed numbered
				if _, err := l.Get("apple"); !errors.As(err, &failed) {
					k.Errorf("load failed, and the error of Get does not wrap its: %v", err)
				} else if failed <= last {
					k.Errorf("Get returned the failure of load number %d; called again, it returned that of number %d", last, failed)
				}
				last = failed
			}
		})
		k.Settle()
		hold.Release()
		done()
	}
	l.Close()
}

func TestAPanicInLoadIsNotKept(t *testing.T) {
	k := kit.Begin(t)
	const broken = "line 7 has no price"
	loads := 0
	l := prices.New(func() ([]prices.Item, error) {
		loads++
		if loads == 1 {
			panic(broken)
		}
		return items(1), nil
	})
	got := func() (value any) {
		defer func() { value = recover() }()
		_, err := l.Get(article(0))
		k.Errorf("load panicked, and Get returned the error %v as if it had not", err)
		return broken
	}()
	if got != broken {
		k.Errorf("load panicked with %q, and the caller of Get recovered %v", broken, got)
	}
	if l.Loaded() {
		k.Errorf("load had only panicked, and Loaded said true")
	}
	look(k, l, 0)
	if loads != 2 {
		k.Errorf("load panicked once, then succeeded, and was called %d times in all", loads)
	}
	l.Close()
}

func TestThoseWhoWaitedForAPanic(t *testing.T) {
	k := kit.Begin(t)
	const n, broken = 5, "line 7 has no price"
	var (
		hold    = k.Hold()
		running kit.Gauge
	)
	l := prices.New(func() ([]prices.Item, error) {
		running.Enter()
		defer running.Leave()
		first := running.Total() == 1
		hold.Wait()
		if first {
			panic(broken)
		}
		return items(n), nil
	})
	first := k.Go(1, func(int) {
		defer func() {
			if got := recover(); got != broken {
				k.Errorf("load panicked with %q, and the Get that called it with %v", broken, got)
			}
		}()
		l.Get(article(0))
	})
	k.Settle()
	others := k.Go(n, func(i int) {
		defer func() {
			if got := recover(); got != nil && !strings.Contains(fmt.Sprint(got), broken) {
				k.Errorf("load panicked with %q while others waited for it, and one of them panicked with %v", broken, got)
			}
		}()
		got, err := l.Get(article(i))
		if errors.Is(err, prices.ErrUnknown) {
			k.Errorf("load panicked while others waited for it, and one of them was told that there is no such article: %q", err)
		}
		if err == nil && got != int64(100+i) {
			k.Errorf("the price of an article is %d, and Get returned %d", 100+i, got)
		}
	})
	k.Settle()
	hold.Release()
	first()
	others()
	look(k, l, 0)
	if most := running.Max(); most > 1 {
		k.Errorf("load was running %d times at once", most)
	}
	if total := running.Total(); total != 2 {
		k.Errorf("load panicked once, while %d asked, and then succeeded; it was called %d times in all", n+1, total)
	}
	l.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// One goroutine alone: what others could do to each other is judged above.
	for range 5 {
		l := prices.New(func() ([]prices.Item, error) { return items(2), nil })
		look(k, l, 0)
		look(k, l, 1)
		l.Close()
	}
}
