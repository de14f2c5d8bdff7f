package alerts_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"racekata/grader/kit"
	alerts "racekata/solutions/206_fan_in"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(ctx context.Context, feeds ...<-chan alerts.Alert) <-chan alerts.Alert = alerts.Merge

	_ = alerts.Alert{Site: "", Number: int(0)}
)

// sites are feeds that the test sends on and closes. They are in no way Merge's.
type sites []chan alerts.Alert

func newSites(n, room int) sites {
	s := make(sites, n)
	for i := range s {
		s[i] = make(chan alerts.Alert, room)
	}
	return s
}

func name(i int) string { return fmt.Sprintf("site-%d", i+1) }

// feeds is what Merge gets to see.
func (s sites) feeds() []<-chan alerts.Alert {
	var feeds []<-chan alerts.Alert
	for _, feed := range s {
		feeds = append(feeds, feed)
	}
	return feeds
}

// send sends alerts number first to last of site i.
func (s sites) send(i, first, last int) {
	for n := first; n <= last; n++ {
		s[i] <- alerts.Alert{Site: name(i), Number: n}
	}
}

func (s sites) closeAll() {
	for _, feed := range s {
		close(feed)
	}
}

// closeInTurn is for tests in which feeds that end at the same moment, with what
// that may set off, are not the point.
func (s sites) closeInTurn(k *kit.T) {
	for _, feed := range s {
		close(feed)
		k.Settle()
	}
}

// room is an operations room: it receives until the channel is closed.
type room struct {
	ended atomic.Bool

	mu  sync.Mutex
	got []alerts.Alert
}

// receive has somebody receive all that comes; wait returns when that is over.
func receive(k *kit.T, merged <-chan alerts.Alert) (r *room, wait func()) {
	r = &room{}
	return r, k.Go(1, func(int) {
		for alert := range merged {
			r.mu.Lock()
			r.got = append(r.got, alert)
			r.mu.Unlock()
		}
		r.ended.Store(true)
	})
}

func (r *room) list() []alerts.Alert {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

// judge looks whether all alerts have come, so many of each site.
func judge(k *kit.T, got []alerts.Alert, want ...int) {
	k.Helper()
	all := 0
	for _, n := range want {
		all += n
	}
	seen := map[string]int{}
	for _, a := range got {
		seen[a.Site]++
		if a.Number != seen[a.Site] {
			k.Errorf("alert %d of %s came where its alert %d belongs", a.Number, a.Site, seen[a.Site])
			return
		}
	}
	for i, n := range want {
		if got := seen[name(i)]; got != n {
			k.Errorf("%d of %d alerts of %s came out", got, n, name(i))
			return
		}
	}
	if len(got) != all {
		k.Errorf("%d alerts came out, of %d", len(got), all)
	}
}

func TestFeedsEndOneAfterTheOther(t *testing.T) {
	k := kit.Begin(t)
	for _, order := range [][]int{{0, 1, 2}, {1, 2, 0}, {2, 0, 1}} {
		s := newSites(3, 0)
		r, wait := receive(k, alerts.Merge(context.Background(), s.feeds()...))
		for ended, i := range order {
			k.Settle()
			if r.ended.Load() {
				k.Fatalf("%d of 3 feeds were closed, and so was the merged channel", ended)
			}
			// Whoever is still there has something to say.
			sent := k.Go(1, func(int) {
				for _, j := range order[ended:] {
					s.send(j, ended+1, ended+1)
				}
			})
			k.Settle()
			if n, want := len(r.list()), []int{3, 5, 6}[ended]; n != want {
				k.Fatalf("%d of 3 feeds were closed, the others sent; of %d alerts so far %d came out", ended, want, n)
			}
			sent()
			close(s[i])
		}
		wait()
		want := make([]int, 3)
		for ended, i := range order {
			want[i] = ended + 1
		}
		judge(k, r.list(), want...)
		if k.Failed() {
			return
		}
	}
}

func TestEveryAlertArrives(t *testing.T) {
	k := kit.Begin(t)
	for _, want := range [][]int{{7}, {0, 5}, {9, 1, 0, 4}, {3, 14, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9}} {
		for _, room := range []int{0, 3} {
			s := newSites(len(want), room)
			r, wait := receive(k, alerts.Merge(context.Background(), s.feeds()...))
			sent := k.Go(len(want), func(i int) {
				s.send(i, 1, want[i])
				close(s[i])
			})
			wait()
			judge(k, r.list(), want...)
			if k.Failed() {
				return // some of those who send may wait for ever
			}
			sent()
		}
	}
}

// An alert that is empty is one, and so is one that is equal to another.
func TestWhateverIsInAnAlert(t *testing.T) {
	k := kit.Begin(t)
	empty, gate := alerts.Alert{}, alerts.Alert{Site: "gate", Number: 1}
	s := newSites(2, 4)
	for i, list := range [][]alerts.Alert{{empty, gate, gate, empty}, {gate, empty}} {
		for _, alert := range list {
			s[i] <- alert
		}
	}
	r, wait := receive(k, alerts.Merge(context.Background(), s.feeds()...))
	s.closeInTurn(k)
	wait()
	got := map[alerts.Alert]int{}
	for _, alert := range r.list() {
		got[alert]++
	}
	for _, alert := range []alerts.Alert{empty, gate} {
		if n := got[alert]; n != 3 {
			k.Errorf("the alert %+v was sent three times, and came out %d times", alert, n)
			return
		}
	}
}

func TestFeedsEndTogether(t *testing.T) {
	k := kit.Begin(t)
	for round := range 60 {
		n := 2 + round%3
		s := newSites(n, 1)
		if round%2 == 0 { // each has a last alert
			for i := range s {
				s.send(i, 1, 1)
			}
		}
		if round%4 < 2 {
			s.closeAll()
		}
		r, wait := receive(k, alerts.Merge(context.Background(), s.feeds()...))
		if round%4 >= 2 {
			s.closeAll()
		}
		wait()
		want := make([]int, n)
		for i := range want {
			want[i] = 1 - round%2
		}
		judge(k, r.list(), want...)
		if k.Failed() {
			return
		}
	}
}

func TestTheReceiverMayTakeItsTime(t *testing.T) {
	k := kit.Begin(t)
	const year = 365 * 24 * time.Hour
	k.Bubble(func(k *kit.T) {
		s := newSites(2, 3)
		for i := range s {
			s.send(i, 1, 3)
		}
		s.closeAll()
		var got []alerts.Alert
		for alert := range alerts.Merge(context.Background(), s.feeds()...) {
			time.Sleep(year) // in which who looks now and then burns CPU without end
			got = append(got, alert)
		}
		judge(k, got, 3, 3)
	})
}

func TestFeedsMayTakeTheirTime(t *testing.T) {
	k := kit.Begin(t)
	const year = 365 * 24 * time.Hour
	k.Bubble(func(k *kit.T) {
		s := newSites(2, 0)
		merged := alerts.Merge(context.Background(), s.feeds()...)
		var got []alerts.Alert
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for alert := range merged {
				got = append(got, alert)
			}
		}()
		for number := 1; number <= 2; number++ {
			time.Sleep(year)
			for i := range s {
				select {
				case s[i] <- alerts.Alert{Site: name(i), Number: number}:
				case <-ended:
					k.Errorf("the feeds were silent for a year, and not closed, and the merged channel is closed")
					s.closeAll()
					return
				}
			}
		}
		s.closeAll()
		<-ended
		judge(k, got, 2, 2)
	})
}

func TestWithoutFeeds(t *testing.T) {
	k := kit.Begin(t)
	r, wait := receive(k, alerts.Merge(context.Background()))
	k.Settle()
	if !r.ended.Load() {
		k.Fatalf("there are no feeds, and the channel is not closed")
	}
	wait()
	judge(k, r.list())
}

func TestCancelWhileFeedsAreSilent(t *testing.T) {
	k := kit.Begin(t)
	for _, n := range []int{1, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		s := newSites(n, 0)
		r, wait := receive(k, alerts.Merge(ctx, s.feeds()...))
		k.Settle()
		cancel()
		k.Settle()
		if !r.ended.Load() {
			k.Fatalf("the context is cancelled, %d feeds are silent, and the channel is not closed", n)
		}
		wait()
	}
}

func TestCancelWhileNobodyReceives(t *testing.T) {
	k := kit.Begin(t)
	const n, each = 3, 12
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := newSites(n, each)
	for i := range n - 1 { // the last one is silent
		s.send(i, 1, each)
	}
	merged := alerts.Merge(ctx, s.feeds()...)
	k.Settle()
	cancel()
	k.Settle()
	judgeClosed(k, "the context is cancelled", merged, n*each)
}

// judgeClosed looks whether the channel is closed, after no more alerts than
// there were.
func judgeClosed(k *kit.T, when string, merged <-chan alerts.Alert, all int) {
	k.Helper()
	for range all + 1 {
		select {
		case _, ok := <-merged:
			if !ok {
				return
			}
		default:
			k.Errorf("%s, and the channel is not closed", when)
			return
		}
	}
	k.Errorf("%s, and alert after alert is still coming", when)
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
// when somebody calls that it is cancelled.
func TestCancelWhileSomebodyIsAboutToWait(t *testing.T) {
	k := kit.Begin(t)
	const each = 12
	for looks := int64(1); looks <= 2*each; looks++ {
		inner, cancel := context.WithCancel(context.Background())
		defer cancel()
		ctx := &late{Context: inner, pause: k.Hold()}
		ctx.err.Store(looks)
		s := newSites(1, each) // nobody else, who would have it look again
		s.send(0, 1, each)
		var merged <-chan alerts.Alert
		// On a goroutine of its own: it may be Merge itself that has looked.
		called := k.Go(1, func(int) { merged = alerts.Merge(ctx, s.feeds()...) })
		k.Settle()
		held := ctx.pause.Inside() > 0
		cancel()
		k.Settle()
		ctx.pause.Release()
		called()
		k.Settle()
		judgeClosed(k, "the context was cancelled when somebody had looked at it and was just about to wait", merged, each)
		if k.Failed() || !held {
			return
		}
	}
}

func TestCancelWhileTheReceiverIsBusy(t *testing.T) {
	k := kit.Begin(t)
	const n, each = 3, 12
	for range 4 {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		hold := k.Hold()
		s := newSites(n, each)
		for i := range s {
			s.send(i, 1, each)
		}
		merged := alerts.Merge(ctx, s.feeds()...)
		done := k.Go(1, func(int) {
			for range merged {
				hold.Wait()
			}
		})
		k.Settle()
		cancel()
		hold.Release() // not settled: the receiver goes on while all come to their end
		done()
	}
}

func TestCancelledBefore(t *testing.T) {
	k := kit.Begin(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for round := range 10 {
		n := 2 * min(round, 1) // alerts in each feed
		s := newSites(3, 2)
		for i := range s {
			s.send(i, 1, n)
		}
		r, wait := receive(k, alerts.Merge(ctx, s.feeds()...))
		k.Settle()
		if !r.ended.Load() {
			k.Fatalf("the context was cancelled before Merge, with %d alerts in each of 3 feeds, and the channel is not closed", n)
		}
		wait()
	}
}

func TestCancelWhenSomeFeedsHaveEnded(t *testing.T) {
	k := kit.Begin(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := newSites(3, 0)
	r, wait := receive(k, alerts.Merge(ctx, s.feeds()...))
	close(s[1])
	k.Settle()
	cancel()
	k.Settle()
	if !r.ended.Load() {
		k.Fatalf("one feed of 3 is closed, the context is cancelled, and the channel is not closed")
	}
	wait()
}

func TestNothingIsLeftWhenAllFeedsHaveEnded(t *testing.T) {
	k := kit.Begin(t)
	// With contexts that are never cancelled, until the leaks were looked for.
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel
	for _, ctx := range []context.Context{ctx, foreign{ctx, make(chan struct{})}} {
		for _, n := range []int{1, 3} {
			s := newSites(n, 1)
			r, wait := receive(k, alerts.Merge(ctx, s.feeds()...))
			s.closeInTurn(k)
			wait()
			judge(k, r.list(), make([]int, n)...)
		}
	}
}

// foreign is a context of a type that package context does not know. Whatever
// is derived from it watches it from a goroutine.
type foreign struct {
	context.Context
	done chan struct{}
}

func (c foreign) Done() <-chan struct{} { return c.done }

func TestSilentFeedsHoldUpNobody(t *testing.T) {
	k := kit.Begin(t)
	const n = 5
	for _, i := range []int{0, 2, 4} {
		s := newSites(n, 3)
		r, wait := receive(k, alerts.Merge(context.Background(), s.feeds()...))
		for number := 1; number <= 2; number++ {
			s.send(i, number, number)
			k.Settle()
			if got := len(r.list()); got != number {
				k.Fatalf("%s has sent %d alerts, the other %d sites are silent; %d came out", name(i), number, n-1, got)
			}
		}
		s.closeInTurn(k)
		wait()
	}
}

func TestManySilentFeedsHoldUpNobody(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		const n, last = 130, 129
		s := newSites(n, 3)
		merged := alerts.Merge(context.Background(), s.feeds()...)
		s.send(last, 1, 1)
		synctest.Wait()
		select {
		case <-merged:
		default:
			k.Errorf("%s has sent an alert, the other %d sites are silent; it cannot be received", name(last), n-1)
		}
		for _, feed := range s { // one after the other, as in closeInTurn
			close(feed)
			synctest.Wait()
		}
		for range merged {
		}
	})
}

func TestMergeReturnsAtOnce(t *testing.T) {
	k := kit.Begin(t)
	for _, each := range []int{0, 2} {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		s := newSites(3, 2)
		for i := range s {
			s.send(i, 1, each)
		}
		var (
			returned atomic.Bool
			merged   <-chan alerts.Alert
		)
		called := k.Go(1, func(int) {
			merged = alerts.Merge(ctx, s.feeds()...)
			returned.Store(true)
		})
		k.Settle()
		if !returned.Load() {
			k.Fatalf("there are %d alerts in each of 3 feeds, nobody receives yet, and Merge has not returned", each)
		}
		called()
		r, wait := receive(k, merged)
		k.Settle()
		judge(k, r.list(), each, each, each)
		s.closeInTurn(k)
		wait()
	}
}

func TestAlertsAreNotHoarded(t *testing.T) {
	k := kit.Begin(t)
	const each, inHand = 100, 10
	for _, silent := range []int{0, 2, 20} {
		for _, loud := range []int{0, silent} { // its place in the list
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			s := newSites(silent+1, each)
			s.send(loud, 1, each)
			alerts.Merge(ctx, s.feeds()...)
			k.Settle()
			if taken := each - len(s[loud]); taken > inHand {
				k.Fatalf("nobody has received anything, %d feeds are silent, and %d alerts of %s were taken", silent, taken, name(loud))
			}
		}
	}
}
