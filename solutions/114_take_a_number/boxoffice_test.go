package boxoffice_test

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
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
func inLine(k *kit.T, w *boxoffice.Window, n int, sell func(customer int)) (wait func()) {
	var waits []func()
	for customer := 1; customer <= n; customer++ {
		waits = append(waits, k.Go(1, func(int) { w.Serve(func() { sell(customer) }) }))
		k.Settle()
	}
	return func() {
		for _, wait := range waits {
			wait()
		}
	}
}

func TestWhoComesBackGoesToTheEnd(t *testing.T) {
	k := kit.Begin(t)
	const rounds, waiting, again = 4, 4, 4
	for range rounds {
		hold := k.Hold()
		w := boxoffice.New()
		var b book
		agency := k.Go(1, func(int) {
			w.Serve(func() {
				b.sign(0)
				hold.Wait()
			})
			for range again {
				w.Serve(func() { b.sign(0) })
			}
		})
		k.Settle()
		others := inLine(k, w, waiting, b.sign)
		hold.Release()
		agency()
		others()
		w.Close()
		got := b.read()
		if len(got) != 1+waiting+again || !slices.Equal(got[:1+waiting], []int{0, 1, 2, 3, 4}) {
			k.Fatalf("customers 1 to 4 came one after the other and stood in line; 0 had been served and came back %d times; they were served in the order %v", again, got)
		}
	}
}

func TestWhoComesAsTheWindowGetsFreeGoesToTheEnd(t *testing.T) {
	k := kit.Begin(t)
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
		others := inLine(k, w, waiting, b.sign)
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

func TestTheLineGoesRound(t *testing.T) {
	k := kit.Begin(t)
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

// rush has, four times over, one customer at the window and twelve others who
// come at the same moment; then each of those is served three times.
func rush(k *kit.T, sell func()) (calls int) {
	const rounds, customers, each = 4, 12, 3
	for range rounds {
		hold := k.Hold()
		w := boxoffice.New()
		first := k.Go(1, func(int) { w.Serve(hold.Wait) })
		k.Settle()
		done := k.Go(customers, func(int) {
			for range each {
				w.Serve(sell)
			}
		})
		k.Settle()
		hold.Release()
		first()
		done()
		w.Close()
	}
	return rounds * customers * each
}

func TestOneAtATime(t *testing.T) {
	k := kit.Begin(t)
	var gauge kit.Gauge
	calls := rush(k, func() {
		gauge.Enter()
		runtime.Gosched()
		gauge.Leave()
	})
	if n := gauge.Max(); n > 1 {
		k.Errorf("%d customers were served at once", n)
	}
	if n := gauge.Total(); n != calls {
		k.Errorf("Serve was called %d times, and sell %d times", calls, n)
	}

	// Once more without the gauge, whose lock would order the sales.
	sold := 0 // guarded by the window
	calls = rush(k, func() { sold++ })
	if sold != calls {
		k.Errorf("%d seats were sold, and %d were counted", calls, sold)
	}
}

func TestServeReturnsWhenItsCustomerHasBeenServed(t *testing.T) {
	k := kit.Begin(t)
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
		w.Close()
	})
}

func TestWaitingIsRest(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	w := boxoffice.New()
	done := k.Go(4, func(int) { w.Serve(hold.Wait) })
	k.Settle() // comes back only if nobody spins or polls
	hold.Release()
	done()
	w.Close()
}

func TestWaitingCountsTheLine(t *testing.T) {
	k := kit.Begin(t)
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
	others := inLine(k, w, line, func(int) { hold.Wait() })
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
}
