package boxoffice_test

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"racekata/grader/kit"
	boxoffice "racekata/solutions/114_take_a_number"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func() *boxoffice.Window = boxoffice.New
	_ interface {
		Serve(sell func())
		Waiting() int
		Close()
	} = (*boxoffice.Window)(nil)
)

// book is where customers sign when they are served. Its lock is the test's
// own: whether the window makes one unnecessary is judged in TestOneAtATime.
type book struct {
	mu     sync.Mutex
	served []int
}

func (b *book) sign(customer int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.served = append(b.served, customer)
}

func (b *book) read() []int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.served)
}

// inLine has customers 1 to n arrive, each when the one before stands in line.
// Whoever has been served comes back at once, until it was served so many times.
func inLine(k *kit.T, w *boxoffice.Window, n, times int, sell func(customer int)) (wait func()) {
	var waits []func()
	for customer := 1; customer <= n; customer++ {
		waits = append(waits, k.Go(1, func(int) {
			for range times {
				w.Serve(func() { sell(customer) })
			}
		}))
		k.Settle()
	}
	return func() {
		for _, wait := range waits {
			wait()
		}
	}
}

// One test and not three: each one that a spinner holds up costs seconds.
func TestOrderOfArrival(t *testing.T) {
	k := kit.Begin(t)
	whoComesBackGoesToTheEnd(k)
	whoComesAsTheWindowGetsFreeGoesToTheEnd(k)
	theLineGoesRound(k)
	theLineGrowsAndShrinks(k)
	theClockIsNoNumber(k)
}

func whoComesBackGoesToTheEnd(k *kit.T) {
	const rounds, waiting, times = 4, 4, 4
	for range rounds {
		hold := k.Hold()
		w := boxoffice.New()
		var b book
		agency := k.Go(1, func(int) {
			w.Serve(func() {
				b.sign(0)
				hold.Wait()
			})
			for range times - 1 {
				w.Serve(func() { b.sign(0) })
			}
		})
		k.Settle()
		others := inLine(k, w, waiting, times, b.sign)
		hold.Release()
		agency()
		others()
		w.Close()
		got := b.read()
		if len(got) != (1+waiting)*times || !slices.Equal(got[:1+waiting], []int{0, 1, 2, 3, 4}) {
			k.Fatalf("customers 1 to 4 came one after the other and stood in line; each who had been served, 0 as the first, came back, %d times; they were served in the order %v", times-1, got)
		}
	}
}

func whoComesAsTheWindowGetsFreeGoesToTheEnd(k *kit.T) {
	const rounds, waiting, newcomers = 4, 2, 4
	for range rounds {
		var (
			hold = k.Hold()
			door = make(chan struct{})
			w    = boxoffice.New()
			b    book
		)
		first := k.Go(1, func(int) {
			w.Serve(func() {
				b.sign(0)
				hold.Wait()
				close(door)
				runtime.Gosched() // newcomers run to the window
			})
		})
		k.Settle()
		others := inLine(k, w, waiting, 1, b.sign)
		late := k.Go(newcomers, func(i int) {
			<-door
			for range i {
				runtime.Gosched() // not all at the same moment
			}
			w.Serve(func() { b.sign(10 + i) })
		})
		k.Settle()
		hold.Release()
		first()
		others()
		late()
		w.Close()
		got := b.read()
		if len(got) != 1+waiting+newcomers || !slices.Equal(got[:1+waiting], []int{0, 1, 2}) {
			k.Fatalf("customers 1 and 2 stood in line when 10 to 13 came in; they were served in the order %v", got)
		}
	}
}

func theLineGoesRound(k *kit.T) {
	const customers, turns = 3, 3
	hold := k.Hold()
	w := boxoffice.New()
	var b book
	var waits []func()
	for customer := range customers {
		waits = append(waits, k.Go(1, func(int) {
			for range turns {
				w.Serve(func() {
					b.sign(customer)
					hold.Wait()
				})
			}
		}))
		k.Settle()
	}
	// One at a time is served, and then goes to the end of the line.
	for range customers * turns {
		hold.Step()
		k.Settle()
	}
	hold.Release()
	for _, wait := range waits {
		wait()
	}
	w.Close()
	if got, want := b.read(), []int{0, 1, 2, 0, 1, 2, 0, 1, 2}; !slices.Equal(got, want) {
		k.Errorf("three customers who always went back to the end of the line were served in the order %v, not %v", got, want)
	}
}

// theLineGrowsAndShrinks has more and more customers come while some are served:
// wherever a line that got shorter goes on, the longer one keeps its order.
func theLineGrowsAndShrinks(k *kit.T) {
	hold := k.Hold()
	w := boxoffice.New()
	var (
		b     book
		want  []int
		waits []func()
	)
	for _, s := range []struct{ come, served int }{{4, 2}, {6, 3}, {14, 0}} {
		for range s.come {
			customer := len(want)
			want = append(want, customer)
			waits = append(waits, k.Go(1, func(int) {
				w.Serve(func() {
					b.sign(customer)
					hold.Wait()
				})
			}))
			k.Settle()
		}
		for range s.served {
			hold.Step()
			k.Settle()
		}
	}
	hold.Release()
	for _, wait := range waits {
		wait()
	}
	w.Close()
	if got := b.read(); !slices.Equal(got, want) {
		k.Errorf("%d customers came one after the other, while some were served; they were served in the order %v", len(want), got)
	}
}

// theClockIsNoNumber has customers come one after the other before a clock shows
// another time.
func theClockIsNoNumber(k *kit.T) {
	const waiting = 12
	k.Bubble(func(k *kit.T) {
		var (
			w         = boxoffice.New()
			b         book
			free      = make(chan struct{})
			want      []int
			customers sync.WaitGroup
		)
		for customer := range 1 + waiting {
			want = append(want, customer)
			customers.Go(func() {
				w.Serve(func() {
					b.sign(customer)
					<-free
				})
			})
			synctest.Wait()
		}
		close(free)
		customers.Wait()
		w.Close()
		if got := b.read(); !slices.Equal(got, want) {
			k.Errorf("customers 0 to %d came one after the other, all in the same millisecond; they were served in the order %v", waiting, got)
		}
	})
}

// A crowd comes at the same moment, several times over, while one customer is
// at the window; then each of them is served a few times.
type crowd struct{ rounds, customers, each int }

// calls is how often rush calls Serve.
func (c crowd) calls() int { return c.rounds * (1 + c.customers*c.each) }

// rush gives sell what it does while its customer is at the window.
func (c crowd) rush(k *kit.T, sell func(pause func())) {
	for range c.rounds {
		hold := k.Hold()
		w := boxoffice.New()
		first := k.Go(1, func(int) { w.Serve(func() { sell(hold.Wait) }) })
		k.Settle()
		done := k.Go(c.customers, func(int) {
			for range c.each {
				w.Serve(func() { sell(runtime.Gosched) })
			}
		})
		k.Settle()
		hold.Release()
		first()
		done()
		w.Close()
	}
}

func TestOneAtATime(t *testing.T) {
	k := kit.Begin(t)
	oneIsServedAndOneWaits(k)

	few := crowd{rounds: 4, customers: 12, each: 3}
	for _, c := range []crowd{few, {rounds: 1, customers: 260, each: 1}} {
		var gauge kit.Gauge
		c.rush(k, func(pause func()) {
			gauge.Enter()
			pause()
			gauge.Leave()
		})
		if n := gauge.Max(); n > 1 {
			k.Errorf("%d customers were served at once", n)
		}
		if n := gauge.Total(); n != c.calls() {
			k.Errorf("Serve was called %d times, and sell %d times", c.calls(), n)
		}
	}

	// Once more without the gauge, whose lock would order the sales.
	sold := 0 // guarded by the window
	few.rush(k, func(pause func()) {
		pause()
		sold++
	})
	if sold != few.calls() {
		k.Errorf("%d seats were sold, and %d were counted", few.calls(), sold)
	}
}

func oneIsServedAndOneWaits(k *kit.T) {
	w := boxoffice.New()
	var (
		holds    = []*kit.Hold{k.Hold(), k.Hold()}
		returned [2]atomic.Bool
		waits    []func()
	)
	for i := range holds {
		waits = append(waits, k.Go(1, func(int) {
			w.Serve(holds[i].Wait)
			returned[i].Store(true)
		}))
		k.Settle()
	}
	if returned[0].Load() {
		k.Errorf("Serve returned while sell was still running")
	}
	if returned[1].Load() {
		k.Errorf("Serve returned while its customer was still waiting")
	}
	if holds[1].Inside() > 0 {
		k.Errorf("a second customer was served while the first one was at the window")
	}
	holds[0].Release()
	k.Settle()
	if !returned[0].Load() {
		k.Errorf("a customer had been served and the next one was at the window, and Serve had not returned")
	}
	if holds[1].Inside() != 1 {
		k.Errorf("the window was free, somebody was waiting, and nobody was served")
	}
	holds[1].Release()
	for _, wait := range waits {
		wait()
	}
	w.Close()
}

func TestServeTakesNoTimeOfItsOwn(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		start := time.Now()
		w := boxoffice.New()
		for range 3 {
			w.Serve(func() {})
		}
		if pause := time.Since(start); pause > 0 {
			k.Errorf("nobody was waiting and nothing took any time; serving three customers took %v", pause)
		}

		// With a line. Nobody waits for time to pass, so none does.
		const line = 3
		start = time.Now()
		var (
			customers sync.WaitGroup
			served    atomic.Int64
		)
		for range 1 + line {
			customers.Go(func() {
				w.Serve(func() {
					if served.Add(1) > 1 {
						return
					}
					for look := 0; look < 1000 && w.Waiting() < line; look++ {
						runtime.Gosched() // the others come
					}
				})
			})
		}
		customers.Wait()
		if pause := time.Since(start); pause > 0 {
			k.Errorf("%d customers came together, and sell took no time; serving them took %v", 1+line, pause)
		}
		w.Close()
	})
}

func TestEachWindowHasALineOfItsOwn(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	left, right := boxoffice.New(), boxoffice.New()
	first := k.Go(1, func(int) { left.Serve(hold.Wait) })
	k.Settle()
	second := k.Go(1, func(int) { right.Serve(hold.Wait) })
	k.Settle()
	if n := hold.Inside(); n != 2 {
		k.Errorf("there were two windows and a customer at each, and %d of them was being served", n)
	}
	hold.Release()
	first()
	second()
	left.Close()
	right.Close()
}

func TestWaitingIsRest(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	w := boxoffice.New()
	done := k.Go(4, func(int) { w.Serve(hold.Wait) })
	k.Settle() // comes back only if nobody spins, or sleeps and looks
	hold.Release()
	done()
	w.Close()

	// Whoever is woken by a timer, only to look, is at rest in between. In a year
	// they look often enough to be busy.
	k.Bubble(func(*kit.T) {
		var (
			w         = boxoffice.New()
			customers sync.WaitGroup
		)
		for range 3 {
			customers.Go(func() { w.Serve(func() { time.Sleep(365 * 24 * time.Hour) }) })
		}
		customers.Wait()
		w.Close()
	})
}

func TestWaitingCountsTheLine(t *testing.T) {
	k := kit.Begin(t)
	shortLine(k)
	if !k.Failed() {
		longLine(k)
	}
}

func shortLine(k *kit.T) {
	const line = 3
	hold := k.Hold()
	w := boxoffice.New()
	if n := w.Waiting(); n != 0 {
		k.Errorf("nobody had come, and Waiting said %d", n)
	}
	// The one at the window asks, too, at a moment when nobody moves.
	asks := k.Hold()
	first := k.Go(1, func(int) {
		w.Serve(func() {
			asks.Wait()
			if n := w.Waiting(); n != line {
				k.Errorf("%d customers stood in line, and Waiting said %d to the one at the window", line, n)
			}
			hold.Wait()
		})
	})
	k.Settle()
	others := inLine(k, w, line, 1, func(int) { hold.Wait() })
	asks.Release()
	k.Settle()

	for want := line; want >= 0; want-- {
		// On a goroutine of its own: one that waits shall be seen to wait.
		var said atomic.Int64
		said.Store(-1)
		asked := k.Go(1, func(int) { said.Store(int64(w.Waiting())) })
		k.Settle()
		switch n := said.Load(); {
		case n == -1:
			k.Errorf("Waiting did not return while a customer was being served")
		case n != int64(want):
			k.Errorf("one customer was being served, %d stood in line, and Waiting said %d", want, n)
		}
		if k.Failed() {
			hold.Release()
			asked()
			break
		}
		asked()
		hold.Step()
		k.Settle()
	}
	hold.Release()
	first()
	others()
	if n := w.Waiting(); n != 0 && !k.Failed() {
		k.Errorf("everybody had been served, and Waiting said %d", n)
	}
	w.Close()
}

func longLine(k *kit.T) {
	const line = 300
	hold := k.Hold()
	w := boxoffice.New()
	first := k.Go(1, func(int) { w.Serve(hold.Wait) })
	k.Settle()
	others := k.Go(line, func(int) { w.Serve(func() {}) })
	k.Settle()
	if n := w.Waiting(); n != line {
		k.Errorf("one customer was being served, %d stood in line, and Waiting said %d", line, n)
	}
	hold.Release()
	first()
	others()
	w.Close()
}

func TestWaitingMayBeCalledAtAnyTime(t *testing.T) {
	k := kit.Begin(t)
	const customers, readers, each = 4, 2, 20
	w := boxoffice.New()
	k.Together(customers+readers, func(i int) {
		for range each {
			if i < customers {
				w.Serve(func() {})
			} else if n := w.Waiting(); n < 0 || n > customers {
				k.Errorf("there were %d customers, and Waiting said %d", customers, n)
				return
			}
			runtime.Gosched()
		}
	})
	w.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// One customer alone: what several do to each other is judged above.
	for range 5 {
		w := boxoffice.New()
		w.Serve(func() {})
		w.Close()
	}
	boxoffice.New().Close() // nobody came
}
