package gate_test

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"racekata/grader/kit"
	gate "racekata/solutions/301_gate"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(limit int, dial func(ctx context.Context) (gate.Conn, error)) *gate.Gate = gate.New
	_ interface {
		Do(ctx context.Context, use func(gate.Conn) error) error
		Close()
	} = (*gate.Gate)(nil)
	_ gate.Conn = interface {
		Find(title string) (shelf string, err error)
		Close()
	}(nil)
)

var (
	errRefused = errors.New("the server is being dusted")
	errMissing = errors.New("no such title")
	errOther   = errors.New("unrelated")
)

// server counts its connections.
type server struct {
	open    kit.Gauge    // from the call of dial until it has failed or Close has returned
	dialing func() error // if not nil, it is called in dial
	closing func()       // if not nil, it is called in Close
	twice   atomic.Int64 // connections that were closed once more
}

func (s *server) dial(context.Context) (gate.Conn, error) {
	s.open.Enter()
	connected := false
	defer func() {
		if !connected {
			s.open.Leave()
		}
	}()
	if s.dialing != nil {
		if err := s.dialing(); err != nil {
			return nil, err
		}
	}
	connected = true
	return &conn{server: s}, nil
}

type conn struct {
	server *server
	closed atomic.Bool
}

func (c *conn) Find(string) (string, error) { return "second floor, 14", nil }

func (c *conn) Close() {
	if c.closed.Swap(true) {
		c.server.twice.Add(1)
		return
	}
	if c.server.closing != nil {
		c.server.closing()
	}
	c.server.open.Leave()
}

// judge looks at the connections when everybody has left.
func (s *server) judge(k *kit.T) {
	k.Helper()
	if n := s.open.Now(); n > 0 {
		k.Errorf("everybody has left, and the gate has not closed %d of %d connections", n, s.open.Total())
	}
	if n := s.twice.Load(); n > 0 {
		k.Errorf("the gate closed %d of %d connections more than once", n, s.open.Total())
	}
}

// visit calls Do, which must succeed.
func visit(k *kit.T, g *gate.Gate, use func(gate.Conn) error) {
	if err := g.Do(context.Background(), use); err != nil {
		k.Errorf("neither dial nor use failed, and Do returned the error %q", err)
	}
}

// holding is a use that stays in hold.
func holding(hold *kit.Hold) func(gate.Conn) error {
	return func(gate.Conn) error {
		hold.Wait()
		return nil
	}
}

// recovered calls f and returns what it panicked with.
func recovered(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// crowd has more readers come than there is room for, lets those in hold go on
// step by step, and looks at the connections each time. where says where they
// are held.
func crowd(k *kit.T, s *server, limit int, hold *kit.Hold, where string, come func(g *gate.Gate)) {
	k.Helper()
	readers := 2*limit + 2
	g := gate.New(limit, s.dial)
	done := k.Go(readers, func(int) { come(g) })
	for range readers {
		k.Settle()
		if n := s.open.Max(); n > limit {
			k.Errorf("%d readers came, those inside were held in %s, and %d connections existed at once; the limit is %d", readers, where, n, limit)
			break
		}
		if hold.Total() == readers {
			break // nobody is left to come in
		}
		hold.Step()
	}
	hold.Release()
	done()
	g.Close()
	if !k.Failed() {
		s.judge(k)
	}
}

func TestReadersWhoUseTheirConnections(t *testing.T) {
	k := kit.Begin(t)
	for _, limit := range []int{1, 2, 5} {
		hold, s := k.Hold(), &server{}
		crowd(k, s, limit, hold, "use", func(g *gate.Gate) { visit(k, g, holding(hold)) })
	}
}

func TestAConnectionCountsFromTheCallOfDial(t *testing.T) {
	k := kit.Begin(t)
	for _, limit := range []int{1, 3} {
		hold := k.Hold()
		s := &server{dialing: func() error {
			hold.Wait()
			return nil
		}}
		crowd(k, s, limit, hold, "dial", func(g *gate.Gate) {
			visit(k, g, func(gate.Conn) error { return nil })
		})
	}
}

func TestAConnectionCountsUntilItIsClosed(t *testing.T) {
	k := kit.Begin(t)
	for _, end := range []func() error{
		func() error { return nil },
		func() error { return errMissing },
		func() error { panic("a broken entry") },
	} {
		hold := k.Hold()
		s := &server{closing: hold.Wait}
		crowd(k, s, 2, hold, "Close", func(g *gate.Gate) {
			recovered(func() {
				_ = g.Do(context.Background(), func(gate.Conn) error { return end() })
			})
		})
	}
}

func TestReadersWhoComeAtTheSameMoment(t *testing.T) {
	k := kit.Begin(t)
	const limit, readers, rounds = 2, 8, 12
	s := &server{}
	g := gate.New(limit, s.dial)
	for range rounds {
		hold := k.Hold()
		done := k.Go(readers, func(int) { visit(k, g, holding(hold)) })
		k.Settle()
		hold.Step() // and those who wait come in at the same moment, too
		k.Settle()
		n := s.open.Max()
		hold.Release()
		done()
		if n > limit {
			k.Errorf("%d readers came at the same moment, and %d connections existed at once; the limit is %d", readers, n, limit)
			break
		}
	}
	g.Close()
}

func TestNobodyIsLetInAfterAWhile(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		const limit, readers = 2, 5
		hold, s := k.Hold(), &server{}
		g := gate.New(limit, s.dial)
		done := k.Go(readers, func(int) { visit(k, g, holding(hold)) })
		time.Sleep(365 * 24 * time.Hour) // in which who looks now and then burns CPU without end
		if n := s.open.Max(); n > limit {
			k.Errorf("%d readers came, those inside stayed for a year, and %d connections existed at once; the limit is %d", readers, n, limit)
		}
		hold.Release()
		done()
		g.Close()
	})
}

func TestReadersWhoComeAgainAndAgain(t *testing.T) {
	k := kit.Begin(t)
	const limit, readers, each = 2, 8, 12
	s := &server{}
	g := gate.New(limit, s.dial)
	var used atomic.Int64
	k.Together(readers, func(int) {
		for range each {
			visit(k, g, func(gate.Conn) error {
				used.Add(1)
				runtime.Gosched() // for others to come in, if they can
				return nil
			})
		}
	})
	g.Close()
	if n := s.open.Max(); n > limit {
		k.Errorf("%d connections existed at once; the limit is %d", n, limit)
	}
	if dialled, n := s.open.Total(), used.Load(); dialled != readers*each || n != readers*each {
		k.Errorf("Do was called %d times; the number of calls of dial is %d, and of use %d", readers*each, dialled, n)
	}
	s.judge(k)
}

func TestReadersWhoAreNotCounted(t *testing.T) {
	k := kit.Begin(t)
	// Without the counters, whose locks would order what the gate does not.
	const limit, readers, each = 3, 6, 10
	g := gate.New(limit, func(context.Context) (gate.Conn, error) { return silent{}, nil })
	k.Together(readers, func(int) {
		for range each {
			_ = g.Do(context.Background(), func(gate.Conn) error { return nil })
		}
	})
	g.Close()
}

// silent is a connection that orders nothing.
type silent struct{}

func (silent) Find(string) (string, error) { return "", nil }
func (silent) Close()                      {}

// way is a way for a request to end other than well.
type way struct {
	name   string // "dial failed"
	inDial bool
	end    func() error
	err    error // what Do must wrap
	panics any   // what the caller must recover
}

var ways = []way{
	{name: "dial failed", inDial: true, end: func() error { return errRefused }, err: errRefused},
	{name: "use failed", end: func() error { return errMissing }, err: errMissing},
	{name: "dial panicked", inDial: true, end: func() error { panic("no route") }, panics: "no route"},
	{name: "use panicked", end: func() error { panic("a broken entry") }, panics: "a broken entry"},
	{name: "dial ended its goroutine", inDial: true, end: exit},
	{name: "use ended its goroutine", end: exit},
}

func exit() error {
	runtime.Goexit()
	return nil
}

// go1 starts a request on a goroutine of its own that ends in this way, after
// before has been called in dial or use. over tells whether that goroutine has
// ended.
func (w way) go1(k *kit.T, s *server, g *gate.Gate, before func()) (over *atomic.Bool, wait func()) {
	over = new(atomic.Bool)
	end := func() error {
		before()
		return w.end()
	}
	use := func(gate.Conn) error { return end() }
	if w.inDial {
		var first atomic.Bool
		s.dialing = func() error {
			if first.Swap(true) {
				return nil // another reader
			}
			return end()
		}
	}
	return over, k.Go(1, func(int) {
		defer over.Store(true)
		var err error
		returned := false
		value := recovered(func() {
			err = g.Do(context.Background(), use)
			returned = true
		})
		switch {
		case w.err != nil && value != nil:
			k.Errorf("%s, and Do panicked with %v", w.name, value)
		case w.err != nil && !errors.Is(err, w.err):
			k.Errorf("%s with %q, and the error of Do does not wrap that: %v", w.name, w.err, err)
		case w.err != nil && errors.Is(err, errOther):
			k.Errorf("%s with %q, and the error of Do claims to be any other error too", w.name, w.err)
		case w.err == nil && returned:
			k.Errorf("%s, and Do returned as if it had not", w.name)
		case w.panics != nil && value != w.panics:
			k.Errorf("%s with %q, and the caller of Do recovered %v", w.name, w.panics, value)
		}
	})
}

// full fills the gate, looks how many readers get in, and empties it again.
func full(k *kit.T, g *gate.Gate, limit int, after string) bool {
	k.Helper()
	const more = 2
	hold := k.Hold()
	done := k.Go(limit+more, func(int) { visit(k, g, holding(hold)) })
	k.Settle()
	inside := hold.Inside()
	hold.Release()
	if inside != limit {
		k.Errorf("after %s, %d readers came, and the gate let in %d; the limit is %d", after, limit+more, inside, limit)
		k.Settle()
		return false
	}
	done()
	return true
}

func TestRoomComesBack(t *testing.T) {
	k := kit.Begin(t)
	const limit, times = 2, 3
	for _, w := range ways {
		s := &server{}
		g := gate.New(limit, s.dial)
		for i := range times {
			over, wait := w.go1(k, s, g, func() {})
			k.Settle()
			if !over.Load() {
				k.Errorf("one request after the other, and each time %s: number %d waits for ever; nobody is inside, and the limit is %d", w.name, i+1, limit)
				return
			}
			wait()
			if s.judge(k); k.Failed() {
				return
			}
		}
		s.dialing = nil
		if !full(k, g, limit, "requests of which "+w.name) {
			return
		}
		g.Close()
	}
}

func TestThoseWhoWaitAreLetIn(t *testing.T) {
	k := kit.Begin(t)
	const waiting = 3
	for _, w := range ways {
		s := &server{}
		hold := k.Hold()
		g := gate.New(1, s.dial)
		over, wait := w.go1(k, s, g, hold.Wait)
		k.Settle()
		var in atomic.Int64
		done := k.Go(waiting, func(int) {
			visit(k, g, func(gate.Conn) error {
				in.Add(1)
				return nil
			})
		})
		k.Settle()
		hold.Release()
		k.Settle()
		if n := in.Load(); n != waiting || !over.Load() {
			k.Errorf("%d readers were waiting when %s, and the gate let in %d of them", waiting, w.name, n)
			return
		}
		wait()
		done()
		if s.judge(k); k.Failed() {
			return
		}
		g.Close()
	}
}

func TestThoseWhoComeAsRoomGetsFree(t *testing.T) {
	k := kit.Begin(t)
	const rounds = 100
	s := &server{}
	g := gate.New(1, s.dial)
	for range rounds {
		door := make(chan struct{})
		k.Together(2, func(i int) {
			if i == 1 {
				<-door
				visit(k, g, func(gate.Conn) error { return nil })
				return
			}
			visit(k, g, func(gate.Conn) error {
				close(door)
				runtime.Gosched() // the other one runs to the gate
				return nil
			})
		})
	}
	g.Close()
	s.judge(k)
}

// pausing is the context of a reader who is held up when the gate asks for
// its end: at the nth call of one of its methods.
type pausing struct {
	context.Context
	done, err atomic.Int64 // calls that are left until the pause
	pause     *kit.Hold
}

func (p *pausing) Done() <-chan struct{} {
	if p.done.Add(-1) == 0 {
		p.pause.Wait()
	}
	return p.Context.Done()
}

func (p *pausing) Err() error {
	if p.err.Add(-1) == 0 {
		p.pause.Wait()
	}
	return p.Context.Err()
}

// Who has found the gate full and is just about to wait is not there yet when
// somebody calls that there is room.
func TestThoseWhoAreJustAboutToWait(t *testing.T) {
	k := kit.Begin(t)
	const limit = 2
	for _, at := range []struct{ done, err int64 }{{done: 1}, {done: 2}, {err: 1}, {err: 2}, {err: 3}} {
		g := gate.New(limit, (&server{}).dial)
		before, inside := fill(k, g, limit)
		pause, hold := k.Hold(), k.Hold()
		late := k.Go(limit, func(int) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			p := &pausing{Context: ctx, pause: pause}
			p.done.Store(at.done)
			p.err.Store(at.err)
			if err := g.Do(p, holding(hold)); err != nil {
				k.Errorf("no context was done, neither dial nor use failed, and Do returned the error %q", err)
			}
		})
		k.Settle()
		before.Release()
		k.Settle()
		pause.Release()
		k.Settle()
		n := hold.Inside()
		hold.Release()
		if n != limit {
			k.Errorf("%d readers had found the gate full and were just about to wait when all %d connections were closed; then the gate let in %d of them", limit, limit, n)
			k.Settle()
			return
		}
		inside()
		late()
		g.Close()
	}
}

// late is the context of a reader who has just been told by the nth call of
// Err that nothing has ended, and is held up before he can do anything with it.
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
func TestWhoGivesUpJustBeforeWaiting(t *testing.T) {
	k := kit.Begin(t)
	for n := range int64(3) {
		g := gate.New(1, (&server{}).dial)
		hold, inside := fill(k, g, 1)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		pause := k.Hold()
		var over atomic.Bool
		waits := k.Go(1, func(int) {
			l := &late{Context: ctx, pause: pause}
			l.err.Store(n + 1)
			gaveUp(k, "while the connection was in use", g.Do(l, func(gate.Conn) error { return nil }))
			over.Store(true)
		})
		k.Settle()
		cancel()
		k.Settle()
		pause.Release()
		k.Settle()
		if !over.Load() {
			k.Errorf("somebody was just about to wait for room when the context was cancelled; Do waits on")
		}
		hold.Release()
		k.Settle()
		if k.Failed() {
			return
		}
		waits()
		inside()
		g.Close()
	}
}

// gaveUp judges the error of a Do whose context was cancelled before there was
// room.
func gaveUp(k *kit.T, when string, err error) {
	k.Helper()
	switch {
	case err == nil:
		k.Errorf("a context was cancelled %s, and Do returned no error", when)
	case !errors.Is(err, context.Canceled):
		k.Errorf("a context was cancelled %s, and the error of Do does not wrap context.Canceled: %q", when, err)
	case errors.Is(err, context.DeadlineExceeded):
		k.Errorf("a context was cancelled %s, and the error of Do claims to be another one too: %q", when, err)
	}
}

// fill has as many readers come as there is room for, and keeps them inside.
func fill(k *kit.T, g *gate.Gate, limit int) (hold *kit.Hold, wait func()) {
	hold = k.Hold()
	wait = k.Go(limit, func(int) { visit(k, g, holding(hold)) })
	k.Settle()
	return hold, wait
}

func TestWhoWaitsGivesUp(t *testing.T) {
	k := kit.Begin(t)
	const limit, waiting = 2, 3
	s := &server{}
	g := gate.New(limit, s.dial)
	hold, inside := fill(k, g, limit)

	ctx, cancelCause := context.WithCancelCause(context.Background())
	cancel := func() { cancelCause(errOther) } // its Err is still context.Canceled
	defer cancel()
	var over, used atomic.Int64
	gone := k.Go(waiting, func(int) {
		gaveUp(k, "while all connections were in use", g.Do(ctx, func(gate.Conn) error {
			used.Add(1)
			return nil
		}))
		over.Add(1)
	})
	k.Settle()
	cancel()
	k.Settle()
	if n := over.Load(); n != waiting {
		k.Errorf("the context of %d waiting readers was cancelled; %d of them returned, the others wait on", waiting, n)
	}
	if n := s.open.Total() - limit; n > 0 {
		k.Errorf("%d readers gave up, and dial was called for %d of them", waiting, n)
	}
	if k.Failed() {
		hold.Release()
		k.Settle()
		return
	}

	// They have made no room: two more come, and wait.
	late := k.Go(2, func(int) { visit(k, g, func(gate.Conn) error { return nil }) })
	k.Settle()
	if n := s.open.Now(); n > limit {
		k.Errorf("%d readers gave up waiting, and now %d connections exist at once; the limit is %d", waiting, n, limit)
		hold.Release()
		k.Settle()
		return
	}
	hold.Release()
	inside()
	gone()
	late()
	if n := used.Load(); n > 0 {
		k.Errorf("%d readers gave up, and use was called for %d of them", waiting, n)
	}
	// And they have taken none with them.
	if full(k, g, limit, "some had given up waiting") {
		g.Close()
	}
}

func TestWhoGaveUpIsInNobodysWay(t *testing.T) {
	k := kit.Begin(t)
	s := &server{}
	g := gate.New(1, s.dial)
	hold, inside := fill(k, g, 1)

	const before = 120 // in line before those who give up
	var in, over atomic.Int64
	stays := func(int) {
		visit(k, g, func(gate.Conn) error {
			in.Add(1)
			return nil
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	first := k.Go(before, stays)
	k.Settle()
	gone := k.Go(2, func(int) {
		gaveUp(k, "while the connection was in use", g.Do(ctx, func(gate.Conn) error { return nil }))
		over.Add(1)
	})
	k.Settle()
	last := k.Go(1, stays)
	k.Settle()
	cancel()
	k.Settle()
	returned := over.Load()
	hold.Release()
	k.Settle()
	if returned != 2 {
		k.Errorf("%d readers were in line, and the context of two behind them was cancelled; %d of these returned", before, returned)
		return
	}
	if n := in.Load(); n != before+1 {
		k.Errorf("two readers in line gave up, %d before them and one behind did not; all connections were closed, and the gate let in %d of %d", before, n, before+1)
		return
	}
	inside()
	first()
	gone()
	last()
	if full(k, g, 1, "some had given up waiting") {
		g.Close()
	}
}

func TestGivingUpAtTheMomentWhenThereIsRoom(t *testing.T) {
	k := kit.Begin(t)
	const limit, waiting, rounds = 2, 6, 6
	s := &server{}
	g := gate.New(limit, s.dial)
	for range rounds {
		ctx, cancel := context.WithCancel(context.Background())
		hold := k.Hold()
		inside := k.Go(limit, func(int) {
			visit(k, g, func(gate.Conn) error {
				hold.Wait()
				cancel()
				return nil
			})
		})
		k.Settle()
		var over atomic.Int64
		line := k.Go(waiting, func(int) {
			if err := g.Do(ctx, func(gate.Conn) error { return nil }); err != nil {
				gaveUp(k, "as connections were closed", err)
			}
			over.Add(1)
		})
		k.Settle()
		hold.Release()
		k.Settle()
		if n := over.Load(); n != waiting {
			k.Errorf("the context of %d waiting readers was cancelled, and all connections were closed; Do has returned for %d of them", waiting, n)
			return
		}
		inside()
		line()
		if n := s.open.Max(); n > limit {
			k.Errorf("readers gave up as connections were closed, and %d connections existed at once; the limit is %d", n, limit)
			return
		}
		if !full(k, g, limit, "readers had given up as connections were closed") {
			return
		}
	}
	g.Close()
}

func TestAContextThatIsDoneBeforehand(t *testing.T) {
	k := kit.Begin(t)
	const limit, times = 2, 24
	s := &server{}
	g := gate.New(limit, s.dial)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var used atomic.Int64
	for range times {
		gaveUp(k, "before Do was called", g.Do(ctx, func(gate.Conn) error {
			used.Add(1)
			return nil
		}))
		if k.Failed() {
			break
		}
	}
	if dialled, n := s.open.Total(), used.Load(); dialled > 0 || n > 0 {
		k.Errorf("a context was cancelled before Do was called; the number of calls of dial is %d, and of use %d", dialled, n)
	}
	if !k.Failed() && full(k, g, limit, "a Do with a context that was done") {
		g.Close()
	}
}

func TestADeadlineEndsTheWait(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		const patience = 3 * time.Second
		s := &server{}
		g := gate.New(1, s.dial)
		hold := k.Hold()
		inside := k.Go(1, func(int) { visit(k, g, holding(hold)) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		var waited atomic.Int64
		line := k.Go(1, func(int) {
			start := time.Now()
			err := g.Do(ctx, func(gate.Conn) error { return nil })
			if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
				k.Errorf("a deadline of %v passed while somebody was waiting, and Do returned %v", patience, err)
			}
			waited.Store(int64(time.Since(start)))
		})
		time.Sleep(time.Minute)
		if d := time.Duration(waited.Load()); d != patience {
			k.Errorf("somebody was waiting with a deadline of %v; a minute later Do had returned after %v (0s: not at all)", patience, d)
		}
		hold.Release()
		inside()
		line()
		g.Close()
	})
}

func TestDoReturnsAfterUse(t *testing.T) {
	k := kit.Begin(t)
	s := &server{}
	g := gate.New(1, s.dial)
	hold := k.Hold()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var over atomic.Bool
	done := k.Go(1, func(int) {
		if err := g.Do(ctx, holding(hold)); err != nil {
			k.Errorf("a context was cancelled while use was running, use returned no error, and Do returned %q", err)
		}
		over.Store(true)
	})
	k.Settle()
	cancel()
	k.Settle()
	if over.Load() || s.open.Now() == 0 {
		k.Errorf("a context was cancelled while use was running, and Do did not wait for use to return")
	}
	hold.Release()
	done()
	g.Close()
}

func TestDoReturnsAfterClose(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	s := &server{closing: hold.Wait}
	g := gate.New(1, s.dial)
	var over atomic.Bool
	done := k.Go(1, func(int) {
		visit(k, g, func(gate.Conn) error { return nil })
		over.Store(true)
	})
	k.Settle()
	early := over.Load()
	hold.Release()
	done()
	k.Settle()
	if early {
		k.Errorf("Do returned while its connection was being closed")
	}
	g.Close()
}

func TestDialIsGivenTheContext(t *testing.T) {
	k := kit.Begin(t)
	type key struct{}
	var told any
	g := gate.New(1, func(ctx context.Context) (gate.Conn, error) {
		told = ctx.Value(key{})
		return silent{}, nil
	})
	err := g.Do(context.WithValue(context.Background(), key{}, "reader 7"), func(gate.Conn) error { return nil })
	if err != nil {
		k.Errorf("neither dial nor use failed, and Do returned the error %q", err)
	}
	if told != "reader 7" {
		k.Errorf("dial was called with a context that knows nothing of the one that Do was given")
	}
	g.Close()
}

func TestTheErrorOfDialIsToldAlsoIfTheContextIsDone(t *testing.T) {
	k := kit.Begin(t)
	ctx, cancel := context.WithCancel(context.Background())
	g := gate.New(1, func(context.Context) (gate.Conn, error) {
		cancel()
		return nil, errRefused
	})
	if err := g.Do(ctx, func(gate.Conn) error { return nil }); !errors.Is(err, errRefused) {
		k.Errorf("a context was cancelled while dial was running, dial failed with %q, and the error of Do does not wrap that: %v", errRefused, err)
	}
	g.Close()
}

func TestOnceDialIsCalledTheContextEndsNothing(t *testing.T) {
	k := kit.Begin(t)
	for _, fails := range []error{nil, errMissing} {
		var (
			given context.Context
			hold  = k.Hold()
		)
		g := gate.New(1, func(ctx context.Context) (gate.Conn, error) {
			given = ctx
			hold.Wait()
			return silent{}, nil
		})
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		var used atomic.Int64
		var err error
		done := k.Go(1, func(int) {
			err = g.Do(ctx, func(gate.Conn) error {
				used.Add(1)
				return fails
			})
		})
		k.Settle()
		cancel()
		k.Settle()
		told := hold.Inside() == 0 || given.Err() != nil
		hold.Release()
		done()
		switch {
		case !told:
			k.Errorf("a context was cancelled while dial was running, and dial has not been told")
		case used.Load() != 1:
			k.Errorf("a context was cancelled while dial was running, dial returned a connection, and use was not called")
		case !errors.Is(err, fails):
			k.Errorf("a context was cancelled while dial was running, use returned the error %v, and Do returned %v", fails, err)
		}
		if k.Failed() {
			return
		}
		g.Close()
	}
}

func TestTheLimitIsReached(t *testing.T) {
	k := kit.Begin(t)
	const limit = 12
	for _, where := range []string{"dial", "use", "Close"} {
		hold := k.Hold()
		s, use := &server{}, func(gate.Conn) error { return nil }
		switch where {
		case "dial":
			s.dialing = func() error {
				hold.Wait()
				return nil
			}
		case "use":
			use = holding(hold)
		case "Close":
			s.closing = hold.Wait
		}
		g := gate.New(limit, s.dial)
		done := k.Go(limit, func(int) { visit(k, g, use) })
		k.Settle()
		if n := hold.Inside(); n < limit {
			k.Errorf("the limit is %d, %d readers came, and the number of those in %s at the same time is %d", limit, limit, where, n)
		}
		hold.Release()
		done()
		g.Close()
	}
}

func TestGatesDoNotLimitEachOther(t *testing.T) {
	k := kit.Begin(t)
	limits := []int{1, 3, 2}
	holds := make([]*kit.Hold, len(limits))
	gates := make([]*gate.Gate, len(limits))
	var waits []func()
	for i, limit := range limits {
		s := &server{}
		gates[i], holds[i] = gate.New(limit, s.dial), k.Hold()
		waits = append(waits, k.Go(limit, func(int) { visit(k, gates[i], holding(holds[i])) }))
	}
	k.Settle()
	for i, limit := range limits {
		if n := holds[i].Inside(); n < limit {
			k.Errorf("there are gates with the limits %v; %d readers came to the one with %d, and it let in %d", limits, limit, limit, n)
		}
		holds[i].Release()
	}
	for i := range limits {
		waits[i]()
		gates[i].Close()
	}
}

// lasting is a context that does not end before it is told to, and is not of
// package context: who derives another one from it, or waits for its end, and
// does not take that back leaves a goroutine behind.
type lasting struct{ done chan struct{} }

func (lasting) Deadline() (t time.Time, ok bool) { return t, false }
func (l lasting) Done() <-chan struct{}          { return l.done }
func (lasting) Value(any) any                    { return nil }

func (l lasting) Err() error {
	select {
	case <-l.done:
		return context.Canceled
	default:
		return nil
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// One request after the other, then one that has to wait: what more of them
	// do to each other is judged above.
	ctx := lasting{make(chan struct{})}
	s := &server{}
	g := gate.New(1, s.dial)
	use := func(gate.Conn) error { return nil }
	for range 3 {
		_ = g.Do(ctx, use)
	}
	hold := k.Hold()
	first := k.Go(1, func(int) { _ = g.Do(ctx, holding(hold)) })
	k.Settle()
	second := k.Go(1, func(int) { _ = g.Do(ctx, use) })
	k.Settle()
	hold.Release()
	first()
	second()
	g.Close()
}
