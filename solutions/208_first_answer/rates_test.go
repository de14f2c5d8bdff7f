package rates_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	rates "racekata/solutions/208_first_answer"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(context.Context, []string, time.Duration, func(context.Context, string) (rates.Rate, error)) (rates.Rate, error) = rates.First

	_, _ error = rates.ErrLate, rates.ErrNobody
	_          = rates.Rate{Bank: "", Price: int64(0)}
)

var (
	errClosed = errors.New("closed on Sundays")
	errLeft   = errors.New("the customer has left")
	errOther  = errors.New("something else")
)

// foreign is a context of a type that package context does not know. Whatever
// is derived from it watches it from a goroutine, until one of the two is
// cancelled.
type foreign struct {
	context.Context
	done chan struct{}
}

func (c foreign) Done() <-chan struct{} { return c.done }

func newForeign() (ctx context.Context, stop func(cause error)) {
	inner, cancel := context.WithCancelCause(context.Background())
	f := foreign{inner, make(chan struct{})}
	return f, func(cause error) {
		cancel(cause)
		close(f.done)
	}
}

// branch is a bank whose answer the test holds. It does not look at its
// context.
type branch struct {
	hold *kit.Hold
	rate rates.Rate
	err  error
	ctx  context.Context // guarded by race.mu
	asks int             // guarded by race.mu
	over bool            // has answered; guarded by race.mu
}

// race is one call of First.
type race struct {
	mu       sync.Mutex
	branches []*branch
	names    []string

	returned atomic.Bool
	rate     rates.Rate // once returned
	err      error
	done     func()
}

// start calls First for n banks, called 0 to n-1, that answer when the test lets
// them. Those in bad fail, each with an error of its own.
func start(k *kit.T, ctx context.Context, n int, patience time.Duration, bad ...int) *race {
	r := &race{}
	for i := range n {
		name := strconv.Itoa(i)
		b := &branch{hold: k.Hold()}
		if slices.Contains(bad, i) {
			b.err = fmt.Errorf("bank %s: %w", name, errClosed)
		} else {
			b.rate = rates.Rate{Bank: name, Price: int64(1000 + i)}
		}
		r.branches = append(r.branches, b)
		r.names = append(r.names, name)
	}
	r.done = k.Go(1, func(int) {
		r.rate, r.err = rates.First(ctx, r.names, patience, r.ask)
		r.returned.Store(true)
	})
	k.Settle()
	return r
}

func (r *race) ask(ctx context.Context, bank string) (rates.Rate, error) {
	i, _ := strconv.Atoi(bank)
	b := r.branches[i]
	r.mu.Lock()
	b.ctx = ctx
	b.asks++
	r.mu.Unlock()
	b.hold.Wait()
	r.mu.Lock()
	b.over = true
	r.mu.Unlock()
	return b.rate, b.err
}

// answer has banks answer, and returns when nothing moves any more.
func (r *race) answer(k *kit.T, banks ...int) {
	for _, i := range banks {
		r.branches[i].hold.Release()
	}
	k.Settle()
}

// end has everybody answer who has not.
func (r *race) end() {
	for _, b := range r.branches {
		b.hold.Release()
	}
	r.done()
}

// told counts the banks that were asked, and those of them whose context is
// done.
func (r *race) told() (told, asked int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, b := range r.branches {
		if b.ctx == nil {
			continue
		}
		asked++
		if b.ctx.Err() != nil {
			told++
		}
	}
	return told, asked
}

// stopped counts the banks that are still being asked and whose context is
// done. What becomes of a context when its bank has answered is open.
func (r *race) stopped() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, b := range r.branches {
		if b.ctx != nil && !b.over && b.ctx.Err() != nil {
			n++
		}
	}
	return n
}

// all is 0 to n-1.
func all(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// has says what is in an error that should be there, or is and should not.
func has(k *kit.T, when string, err error, want, not []error) {
	k.Helper()
	for _, e := range want {
		if !errors.Is(err, e) {
			k.Errorf("%s: First returned the error %q, in which there is no %q", when, fmt.Sprint(err), e)
			return
		}
	}
	for _, e := range not {
		if errors.Is(err, e) {
			k.Errorf("%s: First returned the error %q, in which errors.Is finds %q", when, fmt.Sprint(err), e)
			return
		}
	}
}

// won says if the winner is not the one that it should be.
func (r *race) won(k *kit.T, when string, winner int) {
	k.Helper()
	if !r.returned.Load() {
		k.Errorf("%s: bank %d has a good answer, the others are still being asked, and First has not returned", when, winner)
		return
	}
	if want := r.branches[winner].rate; r.rate != want || r.err != nil {
		k.Errorf("%s: the first good answer was %+v; First returned %+v, with error %q", when, want, r.rate, fmt.Sprint(r.err))
	}
}

func TestAllAreAskedAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	const n = 200
	r := start(k, context.Background(), n, time.Hour)
	inside := 0
	for _, b := range r.branches {
		inside += b.hold.Inside()
	}
	if inside != n {
		k.Errorf("%d of %d banks were asked at the same time", inside, n)
	}
	r.end()
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, b := range r.branches {
		if b.asks != 1 && inside == n {
			k.Errorf("bank %d was asked %d times", i, b.asks)
		}
	}
}

func TestTheFirstGoodAnswerWins(t *testing.T) {
	k := kit.Begin(t)
	const n = 4
	for _, winner := range []int{0, n - 1} {
		r := start(k, context.Background(), n, time.Hour)
		r.answer(k, winner)
		r.won(k, "nobody else has answered", winner)
		r.end()
		k.Settle()
		if k.Failed() {
			return
		}
		r.won(k, "others have answered after it", winner)
	}
}

func TestAnAnswerWithoutARate(t *testing.T) {
	k := kit.Begin(t)
	r := start(k, context.Background(), 3, time.Hour)
	r.branches[1].rate = rates.Rate{}
	r.answer(k, 1)
	r.won(k, "a bank has answered with an empty rate and no error", 1)
	r.end()
}

func TestABankMayBeInTheListTwice(t *testing.T) {
	k := kit.Begin(t)
	banks := []string{"c", "a", "b", "a"}
	hold := k.Hold()
	done := k.Go(1, func(int) {
		rates.First(context.Background(), banks, time.Hour, func(context.Context, string) (rates.Rate, error) {
			hold.Wait()
			return rates.Rate{}, nil
		})
	})
	k.Settle()
	if n := hold.Inside(); n != len(banks) {
		k.Errorf("a list has %d entries, two of them for the same bank, and %d banks are being asked", len(banks), n)
	}
	hold.Release()
	done()
	if want := []string{"c", "a", "b", "a"}; !slices.Equal(banks, want) {
		k.Errorf("the list of the banks was %q; it has become %q", want, banks)
	}
}

func TestErrorsDoNotWin(t *testing.T) {
	k := kit.Begin(t)
	const n = 5
	for _, bad := range [][]int{{0}, {1, 2, 3, 4}} {
		r := start(k, context.Background(), n, time.Hour, bad...)
		for _, i := range bad {
			r.answer(k, i)
			if r.returned.Load() {
				k.Errorf("a bank had failed, others were still being asked, and First returned %+v, with error %q", r.rate, fmt.Sprint(r.err))
				break
			}
			if n := r.stopped(); n > 0 {
				k.Errorf("a bank had failed, and %d others were told that they are no longer needed", n)
				break
			}
		}
		if !k.Failed() {
			winner := 2
			if slices.Contains(bad, winner) {
				winner = 0
			}
			r.answer(k, winner)
			r.won(k, fmt.Sprintf("%d banks have failed before", len(bad)), winner)
		}
		r.end()
		for _, i := range bad {
			r.mu.Lock()
			asks := r.branches[i].asks
			r.mu.Unlock()
			if asks > 1 {
				k.Errorf("bank %d has failed, and was asked %d times", i, asks)
				break
			}
		}
		if k.Failed() {
			return
		}
	}
}

func TestAnswersAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	const n = 24
	for range 2 {
		// Every third one is good.
		bad := slices.DeleteFunc(all(n), func(i int) bool { return i%3 == 0 })
		r := start(k, context.Background(), n, time.Hour, bad...)
		r.answer(k, all(n)...)
		if !r.returned.Load() {
			k.Errorf("%d banks have answered, %d of them good, and First has not returned", n, n-len(bad))
			r.end()
			return
		}
		r.end()
		i, err := strconv.Atoi(r.rate.Bank)
		if err != nil || r.err != nil || r.rate != r.branches[i].rate {
			k.Errorf("%d banks had good answers; First returned %+v, with error %q", n-len(bad), r.rate, fmt.Sprint(r.err))
			return
		}
	}
}

func TestTheErrorsOfAllAreReported(t *testing.T) {
	k := kit.Begin(t)
	for _, n := range []int{1, 3, 24} {
		r := start(k, context.Background(), n, time.Hour, all(n)...)
		if n == 3 {
			r.answer(k, 1, 2)
			if r.returned.Load() {
				k.Errorf("two of three banks had failed, the last one was still being asked, and First returned")
			}
		}
		r.answer(k, all(n)...)
		returned := r.returned.Load()
		r.end()
		if !returned {
			k.Errorf("%d of %d banks have failed, and First has not returned", n, n)
			return
		}
		missing := 0
		for _, b := range r.branches {
			if !errors.Is(r.err, b.err) {
				missing++
			}
		}
		if missing > 0 {
			k.Errorf("%d banks have failed, and the errors of %d are not in what First returned: %q", n, missing, fmt.Sprint(r.err))
		}
		has(k, "all banks have failed", r.err, []error{errClosed}, []error{errOther, rates.ErrLate, context.Canceled})
		if k.Failed() {
			return
		}
	}
}

// refusal is an error that can be neither compared nor the key of a map.
type refusal struct {
	reasons []string
	err     error
}

func (r refusal) Error() string { return fmt.Sprint(r.reasons) }
func (r refusal) Unwrap() error { return r.err }

func TestErrorsOfEveryKindAreReported(t *testing.T) {
	k := kit.Begin(t)
	const text = "no route"
	one, another, reason := errors.New(text), errors.New(text), errors.New("no licence")
	fail := []error{one, another, refusal{[]string{"forbidden"}, reason}, refusal{nil, errClosed}, context.Canceled, fmt.Errorf("dial: %w", context.DeadlineExceeded)}
	ctx, cancel := context.WithCancel(context.Background())
	var (
		err      error
		asked    atomic.Int64
		returned atomic.Bool
	)
	done := k.Go(1, func(int) {
		_, err = rates.First(ctx, []string{"a", "b", "a", "c", "d", "e"}, time.Hour, func(context.Context, string) (rates.Rate, error) {
			return rates.Rate{}, fail[asked.Add(1)-1]
		})
		returned.Store(true)
	})
	k.Settle()
	all := returned.Load()
	cancel()
	done()
	if !all {
		k.Errorf("%d of %d banks have failed, two of them of the same name, and First has not returned", asked.Load(), len(fail))
		return
	}
	has(k, "all banks have failed, some with errors of their own contexts, and two with errors of the same words", err,
		[]error{one, another, reason, errClosed, context.Canceled, context.DeadlineExceeded}, []error{errOther, rates.ErrLate})
}

func TestNobodyToAsk(t *testing.T) {
	k := kit.Begin(t)
	for _, banks := range [][]string{nil, {}} {
		_, err := rates.First(context.Background(), banks, time.Hour, func(context.Context, string) (rates.Rate, error) {
			k.Errorf("there was no bank, and one was asked")
			return rates.Rate{}, nil
		})
		has(k, "there was no bank", err, []error{rates.ErrNobody}, []error{errOther, rates.ErrLate})
	}
}

func TestTheOthersAreTold(t *testing.T) {
	k := kit.Begin(t)
	const n = 5
	for _, kind := range []string{"context of package context", "context of another type"} {
		ctx := context.Background()
		if kind != "context of package context" {
			ctx, _ = newForeign()
		}
		r := start(k, ctx, n, time.Hour, 1)
		if told, _ := r.told(); told > 0 {
			k.Errorf("nobody had answered, and the contexts of %d banks were done", told)
		}
		r.answer(k, 2)
		told, asked := r.told()
		returned := r.returned.Load()
		r.end()
		if returned && told < asked {
			k.Errorf("bank 2 has won; the contexts of %d of %d banks are done (First was called with a %s)", told, asked, kind)
		}
		if !returned {
			k.Errorf("bank 2 has a good answer, and First has not returned")
		}
		if k.Failed() {
			return
		}
	}
}

func TestTheContextsAreDoneWhenAllHaveFailed(t *testing.T) {
	k := kit.Begin(t)
	for _, n := range []int{1, 3} {
		r := start(k, context.Background(), n, time.Hour, all(n)...)
		r.answer(k, all(n)...)
		told, asked := r.told()
		returned := r.returned.Load()
		r.end()
		switch {
		case !returned:
			k.Errorf("%d of %d banks have failed, and First has not returned", n, n)
		case told < asked:
			k.Errorf("all banks have failed, and First has returned; the contexts of %d of %d banks are done", told, asked)
		}
		if k.Failed() {
			return
		}
	}
}

func TestTheOthersAreToldWhenTheCallerLeaves(t *testing.T) {
	k := kit.Begin(t)
	const n = 4
	ctx, stop := newForeign()
	r := start(k, ctx, n, time.Hour)
	stop(errLeft)
	k.Settle()
	told, asked := r.told()
	r.end()
	if told < asked {
		k.Errorf("the caller has left; the contexts of %d of %d banks are done", told, asked)
	}
}

func TestTheCallerLeaves(t *testing.T) {
	k := kit.Begin(t)
	const n = 5
	for _, make := range []func() (context.Context, func(error)){
		newForeign,
		func() (context.Context, func(error)) { return context.WithCancelCause(context.Background()) },
	} {
		ctx, stop := make()
		r := start(k, ctx, n, time.Hour, 0, 3)
		r.answer(k, 0, 3)
		if r.returned.Load() {
			k.Errorf("two of %d banks had failed, and First returned", n)
		}
		stop(errLeft)
		k.Settle()
		returned := r.returned.Load()
		r.end()
		if !returned {
			k.Errorf("the caller has left, and First waits for banks that do not look at their context")
			return
		}
		has(k, "the caller left when two of five banks had failed", r.err,
			[]error{errLeft, r.branches[0].err, r.branches[3].err}, []error{errOther, rates.ErrLate})
	}
}

// late is the context of a caller whose First has just been told by the nth call
// of Err that it is not done, and is held up before it can do anything with that.
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
func TestTheCallerLeavesJustBeforeFirstWaits(t *testing.T) {
	k := kit.Begin(t)
	for n := range int64(3) {
		inner, stop := context.WithCancelCause(context.Background())
		ctx := &late{Context: inner, pause: k.Hold()}
		ctx.err.Store(n + 1)
		r := start(k, ctx, 2, time.Hour)
		stop(errLeft)
		k.Settle()
		ctx.pause.Release()
		k.Settle()
		returned := r.returned.Load()
		r.end()
		if !returned {
			k.Errorf("the caller left when First had looked at its context and was just about to wait; First waits on")
			return
		}
		has(k, "the caller left when First was just about to wait", r.err, []error{errLeft}, []error{errOther, rates.ErrLate})
	}
}

func TestTheCallerLeavesAndTheBanksObey(t *testing.T) {
	k := kit.Begin(t)
	banks := []string{"a", "b", "c"}
	for range 2 {
		ctx, stop := context.WithCancelCause(context.Background())
		var err error
		done := k.Go(1, func(int) {
			_, err = rates.First(ctx, banks, time.Hour, func(ctx context.Context, _ string) (rates.Rate, error) {
				<-ctx.Done()
				return rates.Rate{}, ctx.Err()
			})
		})
		k.Settle()
		stop(errLeft)
		done()
		has(k, "the caller left, and all banks returned the error of their context", err,
			[]error{errLeft}, []error{errOther, rates.ErrLate})
		if k.Failed() {
			return
		}
	}
}

func TestTheCallerLeavesAtOnce(t *testing.T) {
	k := kit.Begin(t)
	// The first bank that is asked has the caller leave, so that First may be
	// anywhere then, and all answers may be in before it looks.
	for round := range 80 {
		banks := []string{"a", "b", "c"}[:1+round%3]
		ctx, stop := context.WithCancelCause(context.Background())
		_, err := rates.First(ctx, banks, time.Hour, func(context.Context, string) (rates.Rate, error) {
			stop(errLeft)
			return rates.Rate{}, errClosed
		})
		has(k, "the caller left while the banks were being asked, and then all failed", err,
			[]error{errLeft}, []error{errOther, rates.ErrLate})
		if k.Failed() {
			return
		}
	}
}

func TestTheCallerHasLeftBefore(t *testing.T) {
	k := kit.Begin(t)
	ctx, stop := context.WithCancelCause(context.Background())
	stop(errLeft)
	r := start(k, ctx, 3, time.Hour)
	returned := r.returned.Load()
	r.end()
	if !returned {
		k.Errorf("the caller had left before, and First waits for the banks")
	}
	has(k, "the caller had left before", r.err, []error{errLeft}, []error{errOther, rates.ErrLate})
}

// clerk is how a bank behaves in virtual time.
type clerk struct {
	takes time.Duration
	err   error
	obeys bool // returns the error of its context when that is done
}

// inTime calls First in a bubble and returns when it returned, what, and when
// each bank was told.
//
// caller makes the context that First is called with; nil stands for one that
// lives on.
func inTime(k *kit.T, clerks map[string]clerk, patience time.Duration, caller func() (context.Context, context.CancelFunc)) (took time.Duration, told map[string]time.Duration, rate rates.Rate, err error) {
	k.Helper()
	told = map[string]time.Duration{}
	k.Bubble(func(k *kit.T) {
		var (
			ctx   = context.Background()
			begin = time.Now()
			mu    sync.Mutex
			banks []string
		)
		for name := range clerks {
			banks = append(banks, name)
		}
		slices.Sort(banks)
		if caller != nil {
			c, stop := caller()
			defer stop()
			ctx = c
		}
		rate, err = rates.First(ctx, banks, patience, func(ctx context.Context, bank string) (rates.Rate, error) {
			c := clerks[bank]
			end := time.NewTimer(c.takes)
			select {
			case <-end.C:
			case <-ctx.Done():
				mu.Lock()
				told[bank] = time.Since(begin)
				mu.Unlock()
				if c.obeys {
					return rates.Rate{}, ctx.Err()
				}
				<-end.C
			}
			return rates.Rate{Bank: bank, Price: 7}, c.err
		})
		took = time.Since(begin)
		time.Sleep(2 * time.Hour) // all have gone home
	})
	return took, told, rate, err
}

func TestPatience(t *testing.T) {
	k := kit.Begin(t)
	const s = time.Second
	errA, errB := fmt.Errorf("a: %w", errClosed), fmt.Errorf("b: %w", errClosed)
	for _, c := range []struct {
		when   string
		clerks map[string]clerk
		took   time.Duration
		want   []error // none: a good answer
		told   []string
	}{
		{"a good answer after 4s, others after an hour",
			map[string]clerk{"a": {takes: time.Hour}, "b": {takes: 4 * s}, "c": {takes: time.Hour, obeys: true}},
			4 * s, nil, []string{"a", "c"}},
		{"errors after 1s and 2s, a good answer after 4s",
			map[string]clerk{"a": {takes: s, err: errA}, "b": {takes: 2 * s, err: errB}, "c": {takes: 4 * s}},
			4 * s, nil, nil},
		{"errors after 2s and 3s, and no more banks",
			map[string]clerk{"a": {takes: 2 * s, err: errA}, "b": {takes: 3 * s, err: errB}},
			3 * s, []error{errA, errB}, nil},
		{"errors after 2s and 4s, a good answer after 8s",
			map[string]clerk{"a": {takes: 2 * s, err: errA}, "b": {takes: 4 * s, err: errB}, "c": {takes: 8 * s}},
			5 * s, []error{errA, errB, rates.ErrLate}, []string{"c"}},
		{"good answers after an hour, and nobody looks at the context",
			map[string]clerk{"a": {takes: time.Hour}, "b": {takes: time.Hour}},
			5 * s, []error{rates.ErrLate}, []string{"a", "b"}},
		{"good answers after an hour, and all obey",
			map[string]clerk{"a": {takes: time.Hour, obeys: true}, "b": {takes: time.Hour, obeys: true}, "c": {takes: s, err: errB}},
			5 * s, []error{rates.ErrLate, errB}, []string{"a", "b"}},
		{"one bank, with a good answer after an hour",
			map[string]clerk{"a": {takes: time.Hour}},
			5 * s, []error{rates.ErrLate}, []string{"a"}},
	} {
		took, told, rate, err := inTime(k, c.clerks, 5*s, nil)
		when := "patience is 5s; " + c.when
		switch {
		case took != c.took:
			k.Errorf("%s: First returned after %v, not after %v", when, took, c.took)
		case c.want == nil:
			if err != nil || rate.Price != 7 {
				k.Errorf("%s: First returned %+v, with error %q", when, rate, fmt.Sprint(err))
			}
		default:
			not := []error{errOther}
			if !slices.Contains(c.want, rates.ErrLate) {
				not = append(not, rates.ErrLate)
			}
			has(k, when, err, c.want, not)
		}
		for _, bank := range c.told {
			if at, ok := told[bank]; !ok {
				k.Errorf("%s: bank %s was not told that it is no longer needed", when, bank)
			} else if at != c.took {
				k.Errorf("%s: bank %s was told that it is no longer needed after %v, not after %v", when, bank, at, c.took)
			}
		}
		if k.Failed() {
			return
		}
	}
}

func TestTheCallerLeavesBeforePatienceIsOver(t *testing.T) {
	k := kit.Begin(t)
	const s = time.Second
	errShop := errors.New("the shop closes")
	for _, c := range []struct {
		when   string
		caller func() (context.Context, context.CancelFunc)
		obeys  bool // bank b, and returns the error of its context
		want   error
	}{
		{"the caller left after 3s", func() (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancelCause(context.Background())
			leaves := time.AfterFunc(3*s, func() { cancel(errLeft) })
			return ctx, func() { leaves.Stop(); cancel(nil) }
		}, true, errLeft},
		{"the caller had a deadline after 3s", func() (context.Context, context.CancelFunc) {
			return context.WithTimeout(context.Background(), 3*s)
		}, false, context.DeadlineExceeded},
		{"the caller had a deadline after 3s, with a cause of its own", func() (context.Context, context.CancelFunc) {
			return context.WithTimeoutCause(context.Background(), 3*s, errShop)
		}, true, errShop},
	} {
		took, _, _, err := inTime(k, map[string]clerk{
			"a": {takes: time.Hour}, "b": {takes: time.Hour, obeys: c.obeys}, "c": {takes: s, err: errClosed},
		}, 5*s, c.caller)
		if took != 3*s {
			k.Errorf("%s; First returned after %v", c.when, took)
		}
		has(k, c.when, err, []error{c.want, errClosed}, []error{errOther, rates.ErrLate})
		if k.Failed() {
			return
		}
	}
}

func TestTheCallersDeadlineIsFarAway(t *testing.T) {
	k := kit.Begin(t)
	const s = time.Second
	took, _, _, err := inTime(k, map[string]clerk{
		"a": {takes: time.Hour}, "b": {takes: s, err: errClosed},
	}, 5*s, func() (context.Context, context.CancelFunc) {
		return context.WithTimeoutCause(context.Background(), 8*s, errLeft)
	})
	if took != 5*s {
		k.Errorf("patience is 5s, and the caller has a deadline after 8s; First returned after %v", took)
	}
	has(k, "patience is 5s, and the caller has a deadline after 8s", err, []error{rates.ErrLate, errClosed}, []error{errOther, errLeft})
}

func TestContextsHaveTheValues(t *testing.T) {
	k := kit.Begin(t)
	type key struct{}
	var without atomic.Int64
	ctx := context.WithValue(context.Background(), key{}, "page 4711")
	rates.First(ctx, []string{"a", "b", "c"}, time.Hour, func(ctx context.Context, bank string) (rates.Rate, error) {
		if ctx.Value(key{}) != "page 4711" {
			without.Add(1)
		}
		return rates.Rate{}, errClosed
	})
	if n := without.Load(); n > 0 {
		k.Errorf("the context that First was given has a value; the contexts of %d of 3 banks do not have it", n)
	}
}

func TestSeveralCallers(t *testing.T) {
	k := kit.Begin(t)
	banks := []string{"c", "a", "b"} // one list for all
	k.Together(8, func(caller int) {
		for round := range 3 {
			price := int64(100*caller + round)
			rate, err := rates.First(context.Background(), banks, time.Hour, func(_ context.Context, bank string) (rates.Rate, error) {
				if bank == "b" {
					return rates.Rate{}, errClosed
				}
				return rates.Rate{Bank: bank, Price: price}, nil
			})
			if err != nil || rate.Price != price {
				k.Errorf("a caller whose banks say %d got %+v, with error %q", price, rate, fmt.Sprint(err))
				return
			}
		}
	})
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// The context lives on. What was derived from it must not.
	ctx, _ := newForeign()
	r := start(k, ctx, 4, time.Hour, 1)
	r.answer(k, 0)
	r.end() // good answers and an error, when nobody listens any more
	r = start(k, ctx, 3, time.Hour, all(3)...)
	r.end()
	rates.First(ctx, nil, time.Hour, nil)
}

func TestNothingIsLeftBehindWhenPatienceIsOver(t *testing.T) {
	k := kit.Begin(t)
	ctx, _ := newForeign()
	r := start(k, ctx, 4, time.Millisecond, 1)
	r.done() // the banks are held, so only patience can have ended it
	r.end()
}

func TestNothingIsLeftBehindWhenTheCallerLeaves(t *testing.T) {
	k := kit.Begin(t)
	ctx, stop := newForeign()
	r := start(k, ctx, 4, time.Hour, 1)
	stop(errLeft)
	r.done()
	r.end()
}
