package pace_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"racekata/grader/kit"
	pace "racekata/solutions/304_rate_limit"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(rate, burst int) *pace.Limiter = pace.New
	_ interface {
		Wait(context.Context) error
		Close()
	} = (*pace.Limiter)(nil)
)

var (
	errOther = errors.New("something else")
	errGone  = errors.New("the customer has gone") // a cause, which is not ctx.Err()
)

// cancellable is a context that is cancelled with a cause.
func cancellable() (ctx context.Context, cancel context.CancelFunc) {
	ctx, cancelCause := context.WithCancelCause(context.Background())
	return ctx, func() { cancelCause(errGone) }
}

// A program that spins ends the run in whichever test it waits, after a second
// of CPU time. So what needs a wait is put together, in few tests.

func TestNeverMoreThanTheLimit(t *testing.T) {
	k := kit.Begin(t)
	inTurn(k, oneCaller, severalCallers, theSameMoment)
}

func TestNeverLessThanTheLimit(t *testing.T) {
	k := kit.Begin(t)
	inTurn(k, theBurst, theRate, savedInParts, theRateWithOthers)
}

func TestWhoWaitsMayLeave(t *testing.T) {
	k := kit.Begin(t)
	inTurn(k, whoWaitsMayLeave, deadlinesWithTimeEnough, thoseBehindMoveUp, nothingIsTakenAlong, nothingIsGivenBack, leavingWhenItIsDue)
}

func TestWaitingIsRest(t *testing.T) {
	k := kit.Begin(t)
	inTurn(k, noPolling, neverLate, nobodyThere)
}

// inTurn stops at the first one that fails.
func inTurn(k *kit.T, tests ...func(k *kit.T)) {
	k.Helper()
	for _, test := range tests {
		if !k.Failed() {
			test(k)
		}
	}
}

// All times here are multiples of tick, and all rates are powers of two, so
// that a limiter that counts in floating point gets no crumbs.
const tick = time.Second / 16

// A limit is what a limiter was made for.
type limit struct{ rate, burst int }

// interval is the time in which one call gets due.
func (l limit) interval() time.Duration { return time.Second / time.Duration(l.rate) }

func (l limit) String() string {
	return fmt.Sprintf("%d calls a second, and %d saved up", l.rate, l.burst)
}

// Bubble calls f with a limiter that was made just now, in virtual time.
func (l limit) Bubble(k *kit.T, f func(k *kit.T, limiter *pace.Limiter)) {
	k.Helper()
	k.Bubble(func(k *kit.T) {
		limiter := pace.New(l.rate, l.burst)
		f(k, limiter)
		limiter.Close()
		// One that sleeps until the next call is due wakes up once more. When
		// this function has returned, the time stands still.
		time.Sleep(2 * time.Second)
	})
}

// calls are the calls that one limiter has let through.
type calls struct {
	limit

	mu sync.Mutex
	at []time.Duration // since the limiter was made
}

func (c *calls) note(at time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = append(c.at, at)
}

// judge looks at all windows.
func (c *calls) judge(k *kit.T, when string) {
	k.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	slices.Sort(c.at)
	// Call j is one too many with the window that began at the call i that is
	// latest compared with the rate.
	var first int
	lead := func(i int) float64 { return float64(c.rate)*c.at[i].Seconds() - float64(i) }
	for j := range c.at {
		if lead(j) > lead(first) {
			first = j
		}
		window := c.at[j] - c.at[first]
		n, most := j-first+1, float64(c.burst)+float64(c.rate)*window.Seconds()+1
		if float64(n) > most+1e-6 {
			k.Errorf("%v: %s, %d calls were let through within %v, %v after the beginning; %d are the limit",
				c.limit, when, n, window, c.at[first], int(most))
			return
		}
	}
}

// count is how many calls were let through at a moment.
func (c *calls) count(from, to time.Duration) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, at := range c.at {
		if from <= at && at <= to {
			n++
		}
	}
	return n
}

// A pattern is how one caller behaves: for how long it pauses before its nth
// call, counted from 0.
type pattern struct {
	limit
	lasts time.Duration
	does  string
	pause func(n int) time.Duration
}

var patterns = []pattern{
	{limit{1, 5}, time.Hour, "when a caller always came back at once", func(int) time.Duration { return 0 }},
	{limit{8, 1}, time.Minute, "when a caller always came back at once", func(int) time.Duration { return 0 }},
	{limit{2, 4}, 10 * time.Minute, "when a caller came back after up to four seconds", func(n int) time.Duration {
		return time.Duration(n*n%67) * tick
	}},
	{limit{4, 16}, 20 * time.Minute, "when a caller made 30 calls, and then none for four minutes or so", func(n int) time.Duration {
		if n%30 > 0 {
			return 0
		}
		return 4*time.Minute + time.Duration(n%23)*5*tick
	}},
	{limit{8, 8}, 5 * time.Minute, "when a caller made 12 calls towards the end of a second, and then none for a while", func(n int) time.Duration {
		if n%12 > 0 {
			return 0
		}
		return 10*time.Second - time.Duration(n/12%5)*tick
	}},
	{limit{1, 3}, 2 * time.Hour, "when a caller made six calls, and then none for twenty minutes", func(n int) time.Duration {
		if n%6 > 0 {
			return 0
		}
		return 20*time.Minute + 3*tick
	}},
}

// run is one caller, with nobody else there.
func (p pattern) run(k *kit.T) *calls {
	k.Helper()
	c := &calls{limit: p.limit}
	p.Bubble(k, func(k *kit.T, limiter *pace.Limiter) {
		begin := time.Now()
		for n := 0; time.Since(begin) < p.lasts; n++ {
			time.Sleep(p.pause(n))
			came := time.Now()
			if err := limiter.Wait(context.Background()); err != nil {
				k.Errorf("Wait returned %q, and its context was not done", err)
				return
			}
			if waited := time.Since(came); waited > c.interval() {
				k.Errorf("%v: %s, call %d waited for %v", p.limit, p.does, n+1, waited)
				return
			}
			c.note(time.Since(begin))
		}
	})
	return c
}

// oneCaller: patterns of one caller, in any window.
func oneCaller(k *kit.T) {
	k.Helper()
	for _, p := range patterns {
		p.run(k).judge(k, p.does)
		if k.Failed() {
			return
		}
	}
}

// theRate: one caller gets all that there is.
func theRate(k *kit.T) {
	k.Helper()
	p := patterns[0]
	p.lasts = 10 * time.Minute
	c := p.run(k)
	want := p.rate*600 + p.burst - 1
	if n := c.count(0, p.lasts); n < want && !k.Failed() {
		k.Errorf("%v: %s, %d calls were let through in ten minutes, and not %d", p.limit, p.does, n, want)
	}
}

// theBurst: what has been saved up is there at once.
func theBurst(k *kit.T) {
	k.Helper()
	for _, c := range []*calls{{limit: limit{1, 5}}, {limit: limit{4, 2}}, {limit: limit{8, 1}}, {limit: limit{2, 16}}} {
		c.Bubble(k, func(k *kit.T, limiter *pace.Limiter) {
			begin := time.Now()
			// use makes that many calls, of which so many must not wait.
			use := func(total, atOnce int, when string) {
				came := time.Since(begin)
				for range total {
					if err := limiter.Wait(context.Background()); err != nil {
						k.Errorf("Wait returned %q, and its context was not done", err)
						return
					}
					c.note(time.Since(begin))
				}
				if n := c.count(came, came); n < atOnce {
					k.Errorf("%v: %s, %d calls were let through at once, and not %d", c.limit, when, n, atOnce)
				}
			}
			use(c.burst+3, c.burst, "at the beginning")
			time.Sleep(10*time.Minute + tick)
			use(c.burst+3, c.burst, "after ten minutes")
			some := (c.burst + 1) / 2
			time.Sleep(time.Duration(some)*c.interval() + tick)
			use(c.burst+3, some, fmt.Sprintf("after time for %d", some))
			time.Sleep(time.Duration(c.burst)*c.interval() + tick)
			use(2*c.burst+3, c.burst, "after time for all")
		})
		c.judge(k, "in bursts")
		if k.Failed() {
			return
		}
	}
}

// savedInParts: who comes between two calls that get due takes one, and nothing
// of the next.
func savedInParts(k *kit.T) {
	k.Helper()
	const s, times = time.Second, 12
	inTime(k, 1, 8, func(k *kit.T, e *empty, until func(time.Duration)) {
		for i := range times {
			at := time.Duration(i+1) * 3 * s / 2
			until(at)
			v := e.visits(1)[0]
			defer v.leave()
			passed(k, "one call a second, and somebody made one every 1.5s", v, at)
		}
		if k.Failed() {
			return
		}
		// Half a call has been saved up each time.
		const end = times * 3 * s / 2
		all := e.visits(times/2 + 1)
		if n := e.count(end, end) - 1; n < times/2 {
			k.Errorf("%v: somebody had made %d calls, one every 1.5s; after that %d calls were there at once, and not %d", e.limit, times, n, times/2)
		}
		for _, v := range all {
			v.leave()
			<-v.done
		}
	})
}

// theRateWithOthers: who comes meanwhile does not put anything off.
func theRateWithOthers(k *kit.T) {
	k.Helper()
	const s = time.Second
	inTime(k, 1, 1, func(k *kit.T, e *empty, until func(time.Duration)) {
		var all []*visitor
		for i := range 3 {
			until(time.Duration(i+1) * s / 4)
			all = append(all, e.visits(1)...)
		}
		until(5 * s)
		for i := range all {
			due := time.Duration(i+1) * s
			if n := e.count(tick, due); n < i+1 && !k.Failed() {
				k.Errorf("%v: one came after 0.25s, one after 0.5s, and one after 0.75s; after %v %d of them had been let through, and not %d", e.limit, due, n, i+1)
			}
		}
		for _, v := range all {
			v.leave()
			<-v.done
		}
	})
}

// severalCallers: several share one limiter.
func severalCallers(k *kit.T) {
	k.Helper()
	for _, c := range []*calls{{limit: limit{4, 4}}, {limit: limit{1, 1}}, {limit: limit{8, 16}}} {
		const callers, each = 12, 5
		when := fmt.Sprintf("when %d callers made %d calls each", callers, each)
		var took time.Duration
		c.Bubble(k, func(k *kit.T, limiter *pace.Limiter) {
			begin := time.Now()
			var all sync.WaitGroup
			for range callers {
				all.Go(func() {
					for range each {
						if err := limiter.Wait(context.Background()); err != nil {
							k.Errorf("Wait returned %q, and its context was not done", err)
							return
						}
						c.note(time.Since(begin))
					}
				})
			}
			all.Wait()
			took = time.Since(begin)
		})
		c.judge(k, when)
		if most := time.Duration(callers*each-c.burst+1) * c.interval(); took > most {
			k.Errorf("%v: %s, that took %v; it should take %v", c.limit, when, took, most-c.interval())
		}
		if k.Failed() {
			return
		}
	}
}

// theSameMoment: many callers, of whom each sees the same calls.
func theSameMoment(k *kit.T) {
	k.Helper()
	c := &calls{limit: limit{4, 8}}
	c.Bubble(k, func(k *kit.T, limiter *pace.Limiter) {
		// Until all are through, and a whole burst has been saved up again.
		const round = 8 * time.Second
		begin := time.Now()
		for range 24 {
			// All are asleep, and wake up in the same moment.
			moment := time.Until(begin.Add(time.Since(begin).Truncate(round) + round + tick))
			var all sync.WaitGroup
			for range 24 {
				all.Go(func() {
					time.Sleep(moment)
					if limiter.Wait(context.Background()) == nil {
						c.note(time.Since(begin))
					}
				})
			}
			all.Wait()
		}
	})
	c.judge(k, "when 24 callers came at the same moment")
}

func TestCallersAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	// So much has been saved up that nobody waits.
	const callers, each = 8, 20
	limiter := pace.New(8, callers*each)
	var passed atomic.Int64
	k.Together(callers, func(int) {
		for range each {
			if limiter.Wait(context.Background()) == nil {
				passed.Add(1)
			}
		}
	})
	limiter.Close()
	if n := passed.Load(); n != callers*each {
		k.Errorf("%d calls had been saved up, and %d of %d were let through", callers*each, n, callers*each)
	}
}

func TestCallersWaitAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	limiter := pace.New(1000, 1)
	k.Together(4, func(int) {
		for range 3 {
			if err := limiter.Wait(context.Background()); err != nil {
				k.Errorf("Wait returned %q, and its context was not done", err)
			}
		}
	})
	limiter.Close()
}

// visitor is somebody who waits, in a bubble.
type visitor struct {
	leave context.CancelFunc
	done  chan struct{}
	err   error         // once done
	at    time.Duration // when Wait returned, since the beginning
}

// empty is a limiter whose burst has been used up, in a bubble, and the calls
// that it has let through.
type empty struct {
	*pace.Limiter
	calls
	since func() time.Duration
}

func (e *empty) comes(ctx context.Context, leave context.CancelFunc) *visitor {
	v := &visitor{leave: leave, done: make(chan struct{})}
	go func() {
		defer close(v.done)
		v.err = e.Wait(ctx)
		v.at = e.since()
		if v.err == nil {
			e.note(v.at)
		}
	}()
	synctest.Wait()
	return v
}

// visits has n come one after the other, all at the same moment.
func (e *empty) visits(n int) (all []*visitor) {
	for range n {
		all = append(all, e.comes(cancellable()))
	}
	return all
}

// inTime calls f, in a bubble, with a limiter whose burst was used up at the
// beginning, and with a function that waits until so much time has passed since.
func inTime(k *kit.T, rate, burst int, f func(k *kit.T, e *empty, until func(time.Duration))) {
	k.Helper()
	limit{rate, burst}.Bubble(k, func(k *kit.T, limiter *pace.Limiter) {
		begin := time.Now()
		e := &empty{
			Limiter: limiter,
			calls:   calls{limit: limit{rate, burst}},
			since:   func() time.Duration { return time.Since(begin) },
		}
		for range burst {
			if err := e.Wait(context.Background()); err != nil {
				k.Errorf("Wait returned %q, and its context was not done", err)
				return
			}
			e.note(e.since())
		}
		f(k, e, func(d time.Duration) {
			time.Sleep(d - e.since())
			synctest.Wait()
		})
	})
}

// left says whether a visitor has left, when, and with which error.
func left(k *kit.T, who string, v *visitor, at time.Duration, want error) {
	k.Helper()
	<-v.done
	switch {
	case v.at > at:
		k.Errorf("%s: the context was done after %v, and Wait returned after %v, with %q", who, at, v.at, fmt.Sprint(v.err))
	case v.err == nil:
		k.Errorf("%s: the context was done after %v; Wait returned nil", who, at)
	case !errors.Is(v.err, want):
		k.Errorf("%s: Wait returned %q, in which there is no %q", who, v.err, want)
	case errors.Is(v.err, errOther):
		k.Errorf("%s: Wait returned %q, in which errors.Is finds %q", who, v.err, errOther)
	}
}

// passed says whether a visitor was let through in time.
func passed(k *kit.T, who string, v *visitor, at time.Duration) {
	k.Helper()
	<-v.done
	switch {
	case v.err != nil:
		k.Errorf("%s: Wait returned %q", who, v.err)
	case v.at > at:
		k.Errorf("%s: should have been let through after %v, and was after %v", who, at, v.at)
	}
}

// whoWaitsMayLeave: wherever in the line it is.
func whoWaitsMayLeave(k *kit.T) {
	k.Helper()
	const s = time.Second
	inTime(k, 1, 2, func(k *kit.T, e *empty, until func(time.Duration)) {
		v := e.visits(1)[0]
		until(s / 2)
		v.leave()
		left(k, "one who waits", v, s/2, context.Canceled)
	})
	inTime(k, 1, 2, func(k *kit.T, e *empty, until func(time.Duration)) {
		v := e.comes(context.WithTimeoutCause(context.Background(), s/4, errGone))
		defer v.leave()
		left(k, "one who has a deadline", v, s/4, context.DeadlineExceeded)
		v = e.comes(context.WithTimeout(context.Background(), 10*s))
		defer v.leave()
		passed(k, "one whose deadline is far away", v, s)
	})
	inTime(k, 1, 1, func(k *kit.T, e *empty, until func(time.Duration)) {
		// The last one in the line, and then the one before.
		all := e.visits(4)
		until(s / 4)
		all[3].leave()
		left(k, "the last of four who wait", all[3], s/4, context.Canceled)
		until(s / 2)
		all[2].leave()
		left(k, "the third of four who wait", all[2], s/2, context.Canceled)
		until(10 * s)
		for _, v := range all {
			v.leave()
			<-v.done
		}
	})
	inTime(k, 1, 1, func(k *kit.T, e *empty, until func(time.Duration)) {
		const many = 100
		all := e.visits(many)
		until(s / 4)
		all[many-1].leave()
		left(k, fmt.Sprintf("the last of %d who wait", many), all[many-1], s/4, context.Canceled)
		for _, v := range all {
			v.leave()
			<-v.done
		}
	})
}

// deadlinesWithTimeEnough: who can be let through before his deadline is.
func deadlinesWithTimeEnough(k *kit.T) {
	k.Helper()
	const s = time.Second
	inTime(k, 1, 2, func(k *kit.T, e *empty, until func(time.Duration)) {
		until(3 * s / 4)
		v := e.comes(context.WithTimeout(context.Background(), s/2))
		defer v.leave()
		passed(k, "one call a second; one who came 0.25s before a call got due, and had a deadline 0.25s after that", v, s)
		until(10 * s)
		v = e.comes(context.WithTimeout(context.Background(), s/16))
		defer v.leave()
		passed(k, "one call a second; one who had a deadline, and came when calls had been saved up", v, 10*s)
	})
}

func TestWhoseContextIsDoneGetsNothing(t *testing.T) {
	k := kit.Begin(t)
	const burst = 16
	limit{1, burst}.Bubble(k, func(k *kit.T, limiter *pace.Limiter) {
		ctx, leave := cancellable()
		leave()
		for range 2 * burst {
			if err := limiter.Wait(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, errOther) {
				k.Errorf("a context was done before; Wait returned %q", fmt.Sprint(err))
				return
			}
		}
		begin := time.Now()
		for range burst {
			if err := limiter.Wait(context.Background()); err != nil {
				k.Errorf("Wait returned %q, and its context was not done", err)
				return
			}
		}
		if waited := time.Since(begin); waited > 0 {
			k.Errorf("%d calls with a context that was done took some of the %d that had been saved up: the others had to wait for %v", 2*burst, burst, waited)
		}
	})
}

// nothingIsTakenAlong: whoever comes later waits as if nobody had been there.
func nothingIsTakenAlong(k *kit.T) {
	k.Helper()
	const s = time.Second
	for _, burst := range []int{1, 4} {
		for _, n := range []int{1, 10} {
			when := fmt.Sprintf("when %d had waited and left", n)
			inTime(k, 1, burst, func(k *kit.T, e *empty, until func(time.Duration)) {
				all := e.visits(n)
				until(s / 2)
				for _, v := range all {
					v.leave()
					synctest.Wait()
				}
				until(3 * s / 4)
				next := e.visits(1)[0]
				until(20 * s)
				passed(k, "the next one, "+when, next, s)
				// The others that have been saved up are there, and no more.
				more := e.visits(burst + 2)
				until(30 * s)
				for i, want := range []int{burst, burst + 1, burst + 2} {
					if n := e.count(20*s, time.Duration(20+i)*s); n < want && !k.Failed() {
						k.Errorf("%v: %s, %d came together much later; %d of them had been let through %ds after that, and not %d", e.limit, when, len(more), n, i, want)
					}
				}
				e.judge(k, when)
				for _, v := range slices.Concat(all, more, []*visitor{next}) {
					v.leave()
					<-v.done
				}
			})
			if k.Failed() {
				return
			}
		}
	}
}

// nothingIsGivenBack: who leaves makes up no calls.
func nothingIsGivenBack(k *kit.T) {
	k.Helper()
	const s = time.Second
	inTime(k, 1, 8, func(k *kit.T, e *empty, until func(time.Duration)) {
		for _, v := range e.visits(20) {
			v.leave()
			<-v.done
		}
		more := e.visits(12)
		until(20 * s)
		for _, v := range more {
			v.leave()
			<-v.done
		}
		e.judge(k, "when 20 had waited and left")
	})
}

// leavingWhenItIsDue: somebody leaves in the very moment in which a call gets
// due for him. He may have either, and not both.
func leavingWhenItIsDue(k *kit.T) {
	k.Helper()
	const s = time.Second
	// What comes first in that moment is chance, so there are many, each with a
	// limiter of his own. Twelve at a time leave together: until the last of them
	// has woken up, calls get due for some.
	const many, together = 192, 12
	k.Bubble(func(k *kit.T) {
		begin := time.Now()
		var (
			limiters [many]*empty
			first    [many]*visitor
			behind   [many]*visitor // where somebody waits behind the first one
			next     []*visitor     // where nobody does, and the first one has left
			ctx      context.Context
			leave    context.CancelFunc
		)
		for i := range limiters {
			if i%together == 0 {
				ctx, leave = context.WithTimeout(context.Background(), s)
			}
			e := &empty{
				Limiter: pace.New(1, 1),
				calls:   calls{limit: limit{1, 1}},
				since:   func() time.Duration { return time.Since(begin) },
			}
			limiters[i] = e
			if err := e.Wait(context.Background()); err != nil {
				k.Errorf("Wait returned %q, and its context was not done", err)
			}
			first[i] = e.comes(ctx, leave)
			if i%2 == 1 {
				behind[i] = e.comes(context.WithTimeout(context.Background(), 8*s))
			}
		}
		time.Sleep(s)
		synctest.Wait()
		for i, v := range first {
			v.leave()
			<-v.done
			if v.err != nil && behind[i] == nil {
				next = append(next, limiters[i].comes(context.WithTimeout(context.Background(), 8*s)))
			}
		}
		time.Sleep(10 * s)
		for i, v := range behind {
			if v == nil {
				continue
			}
			want := s
			if first[i].err == nil {
				want = 2 * s
			}
			if <-v.done; v.at > want || v.err != nil {
				k.Errorf("one call a second, and two waited: one left after %v, just when a call got due, with the error %q; the other one waited until %v, and should have until %v",
					s, fmt.Sprint(first[i].err), v.at, want)
				break
			}
		}
		for _, v := range next {
			if <-v.done; v.at > s || v.err != nil {
				k.Errorf("one call a second: one who waited left after %v, just when a call got due, and the next one, who came then, waited for %v: the call is gone", s, v.at-s)
				break
			}
		}
		for _, e := range limiters {
			e.Close()
		}
		time.Sleep(2 * s) // as in limit.Bubble
	})
}

// thoseBehindMoveUp: no call is lost while somebody waits.
func thoseBehindMoveUp(k *kit.T) {
	k.Helper()
	const s = time.Second
	for leaves := range 3 {
		inTime(k, 1, 1, func(k *kit.T, e *empty, until func(time.Duration)) {
			all := e.visits(4)
			until(s / 2)
			all[leaves].leave()
			left(k, fmt.Sprintf("number %d of four who wait", leaves+1), all[leaves], s/2, context.Canceled)
			until(10 * s)
			for i, want := range []int{1, 2, 3} {
				if n := e.count(tick, time.Duration(i+1)*s); n < want && !k.Failed() {
					k.Errorf("one call a second, four waited, and number %d left: %d of the others had been let through after %ds, not %d", leaves+1, n, i+1, want)
				}
			}
			e.judge(k, "when one of four had left")
			for _, v := range all {
				v.leave()
				<-v.done
			}
		})
		if k.Failed() {
			return
		}
	}
}

// late is the context of somebody who has just been told by the nth call of Err
// that it is not done, and is held up before he can do anything with that.
type late struct {
	context.Context
	err   atomic.Int64 // calls that are left until the pause
	pause *kit.Hold
}

func (l *late) Err() error {
	err := l.Context.Err()
	if l.err.Add(-1) == 0 {
		l.pause.Wait()
	}
	return err
}

// Who has looked at the context and is just about to wait is not there yet
// when somebody calls that it is done.
//
// A limiter may sleep until the next call is due, or have a lock waited for: so it
// is seen from outside of the bubble that nothing moves any more.
func TestWhoLeavesJustBeforeWaiting(t *testing.T) {
	k := kit.Begin(t)
	for n := range int64(3) {
		pause := k.Hold()
		settled := make(chan bool)
		looked := k.Go(1, func(int) {
			for range 3 {
				k.Settle()
				settled <- true
			}
		})
		inTime(k, 1, 1, func(k *kit.T, e *empty, _ func(time.Duration)) {
			ctx, leave := cancellable()
			l := &late{Context: ctx, pause: pause}
			l.err.Store(n + 1)
			v := &visitor{done: make(chan struct{})}
			go func() {
				defer close(v.done)
				v.err = e.Wait(l)
				v.at = e.since()
			}()
			<-settled
			leave()
			<-settled
			pause.Release()
			<-settled
			left(k, "one who had looked at his context and was just about to wait", v, 0, context.Canceled)
		})
		looked()
		if k.Failed() {
			return
		}
	}
}

// counted is a context that counts how often somebody looks at it.
type counted struct {
	context.Context
	looks *atomic.Int64
}

func (c counted) Done() <-chan struct{} {
	c.looks.Add(1)
	return c.Context.Done()
}

func (c counted) Err() error {
	c.looks.Add(1)
	return c.Context.Err()
}

// noPolling: a call that waits does so in one go, wherever in the line it is.
func noPolling(k *kit.T) {
	k.Helper()
	// More than any design needs that does something when a call gets due. It may
	// wake up all who wait, as often as there are of them.
	const enough = 30
	inTime(k, 1, 1, func(k *kit.T, e *empty, until func(time.Duration)) {
		var looks atomic.Int64
		ctx, leave := context.WithCancel(context.Background())
		v := e.comes(counted{ctx, &looks}, leave)
		defer v.leave()
		passed(k, "one who waits", v, time.Second)
		if n := looks.Load(); n > enough {
			k.Errorf("one call waited for a second, and looked at its context %d times meanwhile: that is polling", n)
		}
	})
	inTime(k, 1, 1, func(k *kit.T, e *empty, _ func(time.Duration)) {
		const line = 4
		var (
			all   [line]*visitor
			looks [line]atomic.Int64
		)
		for i := range all {
			ctx, leave := context.WithCancel(context.Background())
			all[i] = e.comes(counted{ctx, &looks[i]}, leave)
			defer leave()
		}
		for i, v := range all {
			passed(k, fmt.Sprintf("one of %d who wait", line), v, line*time.Second)
			if n := looks[i].Load(); n > line*enough && !k.Failed() {
				k.Errorf("one call a second, and %d waited: one of them, until %v, looked at its context %d times meanwhile: that is polling", line, v.at, n)
			}
		}
	})
}

// neverLate: who looks every so often comes late, because a call gets due
// between two looks.
func neverLate(k *kit.T) {
	k.Helper()
	// A binary fraction, as a tick is, and an odd number of nanoseconds: no odd
	// number of them is a number of milliseconds, or of microseconds.
	const crumb = time.Second / 512
	for _, rate := range []int{1, 64} {
		inTime(k, rate, 1, func(k *kit.T, e *empty, until func(time.Duration)) {
			for i, crumbs := range []time.Duration{1, 3, 5, 7} {
				came := time.Duration(i)*e.interval() + crumbs*crumb
				due := time.Duration(i+1) * e.interval()
				until(came)
				v := e.visits(1)[0]
				<-v.done
				if v.err != nil {
					k.Errorf("Wait returned %q, and its context was not done", v.err)
					return
				}
				if v.at > due+tick/1000 {
					k.Errorf("%v: a call got due after %v, and somebody who had waited for it since %v was let through after %v: Wait looks every so often, and comes late",
						e.limit, due, came, v.at)
					return
				}
			}
		})
		if k.Failed() {
			return
		}
	}
}

// nobodyThere: nothing to do between two calls that get due.
func nobodyThere(k *kit.T) {
	k.Helper()
	limit{1, 1}.Bubble(k, func(k *kit.T, limiter *pace.Limiter) {
		time.Sleep(time.Hour) // who ticks every millisecond does so 3.6 million times
		if err := limiter.Wait(context.Background()); err != nil {
			k.Errorf("Wait returned %q, and its context was not done", err)
		}
	})
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	pace.New(8, 1).Close()

	limiter := pace.New(1000, 3)
	for range 6 {
		limiter.Wait(context.Background())
	}
	limiter.Close()

	// One who leaves, most likely.
	limiter = pace.New(8, 1)
	limiter.Wait(context.Background())
	ctx, leave := context.WithTimeout(context.Background(), 2*time.Millisecond)
	defer leave()
	limiter.Wait(ctx)
	limiter.Close()

	// One whose context lives on. What watches it must not.
	limiter = pace.New(512, 1)
	for range 3 {
		limiter.Wait(foreign{context.Background(), make(chan struct{})})
	}
	limiter.Close()
}

// foreign is a context of a type that package context does not know. Whatever
// is derived from it watches it from a goroutine.
type foreign struct {
	context.Context
	done chan struct{}
}

func (c foreign) Done() <-chan struct{} { return c.done }
