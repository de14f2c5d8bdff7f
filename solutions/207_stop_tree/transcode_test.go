package transcode_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	transcode "racekata/solutions/207_stop_tree"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(context.Context, transcode.Part, func(context.Context, string) error) error = transcode.Run

	_ error = transcode.ErrTooSlow
	_       = transcode.Part{Name: "", Limit: time.Duration(0), Parts: []transcode.Part{}}
)

var (
	errEditor = errors.New("stopped by an editor")
	errDisk   = errors.New("no space left on the disk")
	errKilled = errors.New("the encoder was killed")
	errOther  = errors.New("something else")
)

// part is a part without a limit.
func part(name string, parts ...transcode.Part) transcode.Part {
	return transcode.Part{Name: name, Parts: parts}
}

// limited is a part with a limit.
func limited(limit time.Duration, p transcode.Part) transcode.Part {
	p.Limit = limit
	return p
}

// wide is a part with n parts in it, called name/0 and so on.
func wide(name string, n int) transcode.Part {
	p := part(name)
	for i := range n {
		p.Parts = append(p.Parts, part(fmt.Sprintf("%s/%d", name, i)))
	}
	return p
}

// names are the names of all parts in p, and its own, sorted.
func names(p transcode.Part) []string {
	all := []string{p.Name}
	for _, sub := range p.Parts {
		all = append(all, names(sub)...)
	}
	slices.Sort(all)
	return all
}

// film has parts at all depths, some with limits that are never reached.
func film() transcode.Part {
	return part("film",
		limited(time.Hour, part("video",
			wide("1080p", 4),
			limited(2*time.Hour, part("720p", part("chunks", part("chunk")))),
			part("stills"),
		)),
		part("audio", limited(time.Hour, part("stereo")), part("surround")),
		limited(3*time.Hour, part("titles")),
	)
}

// foreign is a context of a type that package context does not know. Whatever
// is derived from it watches it from a goroutine, until one of the two is
// cancelled.
type foreign struct {
	context.Context
	done chan struct{}
}

func (c foreign) Done() <-chan struct{} { return c.done }

// A kind is one of the two kinds of context that Run is called with.
type kind struct {
	name string
	make func() (ctx context.Context, stop func(cause error))
}

var kinds = []kind{
	{"a context of package context", func() (context.Context, func(error)) {
		return context.WithCancelCause(context.Background())
	}},
	{"a context of another type", func() (context.Context, func(error)) {
		inner, cancel := context.WithCancelCause(context.Background())
		ctx := foreign{inner, make(chan struct{})}
		return ctx, func(cause error) {
			cancel(cause)
			close(ctx.done)
		}
	}},
}

// list is a list of names that calls write themselves into.
type list struct {
	mu    sync.Mutex
	names []string
}

func (l *list) add(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names = append(l.names, name)
}

func (l *list) sorted() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(slices.Values(l.names))
}

// calls are calls of work that keep running until they are stopped, or until
// the test gives up.
type calls struct {
	mu      sync.Mutex
	running map[string]bool
	told    map[string]error // with the cause, by name
	giveUp  chan struct{}
}

func newCalls() *calls {
	return &calls{running: map[string]bool{}, told: map[string]error{}, giveUp: make(chan struct{})}
}

// wait runs until ctx is done.
func (c *calls) wait(ctx context.Context, name string) {
	c.mu.Lock()
	c.running[name] = true
	c.mu.Unlock()
	select {
	case <-ctx.Done():
		c.mu.Lock()
		c.told[name] = context.Cause(ctx)
		c.mu.Unlock()
	case <-c.giveUp:
	}
}

// judge looks at who has been stopped.
func (c *calls) judge(k *kit.T, ctx string, cause error) {
	k.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.running) == 0 {
		k.Errorf("no call was running when the film was to be stopped")
	}
	if len(c.told) < len(c.running) {
		for _, name := range slices.Sorted(maps.Keys(c.running)) {
			if _, ok := c.told[name]; !ok {
				k.Errorf("%s was stopped: it reached %d of the %d calls that were running, and not %q", ctx, len(c.told), len(c.running), name)
				return
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.told)) {
		if got := c.told[name]; !errors.Is(got, cause) {
			k.Errorf("%s was stopped with the cause %q; in %q it is %q", ctx, cause, name, fmt.Sprint(got))
			return
		}
	}
}

// has says what is in an error that should be there, or is and should not.
func has(k *kit.T, when string, err error, want, not []error) {
	k.Helper()
	for _, e := range want {
		if !errors.Is(err, e) {
			k.Errorf("%s: Run returned %s, in which there is no %q", when, shown(err), e)
			return
		}
	}
	for _, e := range not {
		if errors.Is(err, e) {
			k.Errorf("%s: Run returned %s, in which errors.Is finds %q", when, shown(err), e)
			return
		}
	}
}

// shown is an error in quotes, or nil without.
func shown(err error) string {
	if err == nil {
		return "nil"
	}
	return fmt.Sprintf("%q", err.Error())
}

func TestAStopReachesEveryCallAtOnce(t *testing.T) {
	k := kit.Begin(t)
	// All leaves run, and one part that has others in it.
	work := []string{"chunk", "stills", "stereo", "surround", "titles", "1080p"}
	for _, kind := range kinds {
		ctx, stop := kind.make()
		var (
			calls = newCalls()
			slow  = k.Hold() // calls take their time to obey
		)
		done := k.Go(1, func(int) {
			transcode.Run(ctx, film(), func(ctx context.Context, name string) error {
				if slices.Contains(work, name) {
					calls.wait(ctx, name)
					slow.Wait()
				}
				return ctx.Err()
			})
		})
		k.Settle()
		stop(errEditor)
		k.Settle()
		calls.judge(k, kind.name, errEditor)
		close(calls.giveUp)
		slow.Release()
		done()
		if k.Failed() {
			return
		}
	}
}

func TestAStopReachesManyCallsAtOnce(t *testing.T) {
	k := kit.Begin(t)
	const n = 40
	tree := part("film", wide("video", n), limited(time.Hour, wide("audio", n)))
	ctx, stop := kinds[0].make()
	var (
		calls = newCalls()
		slow  = k.Hold()
	)
	done := k.Go(1, func(int) {
		transcode.Run(ctx, tree, func(ctx context.Context, name string) error {
			if strings.Contains(name, "/") {
				calls.wait(ctx, name)
				slow.Wait()
			}
			return ctx.Err()
		})
	})
	k.Settle()
	stop(errEditor)
	k.Settle()
	calls.judge(k, "a film with many parts", errEditor)
	close(calls.giveUp)
	slow.Release()
	done()
}

func TestAfterAStopNothingBegins(t *testing.T) {
	k := kit.Begin(t)
	for _, kind := range kinds {
		for _, deaf := range []string{"film", "chunks"} {
			ctx, stop := kind.make()
			var (
				stopped atomic.Bool
				late    list
				hold    = k.Hold()
				err     error
			)
			done := k.Go(1, func(int) {
				err = transcode.Run(ctx, film(), func(_ context.Context, name string) error {
					if stopped.Load() {
						late.add(name)
					}
					if name == deaf {
						hold.Wait() // and never looks at its context
					}
					return nil
				})
			})
			k.Settle()
			stop(errEditor)
			stopped.Store(true)
			k.Settle()
			hold.Release()
			done()
			if n := late.sorted(); len(n) > 0 {
				k.Errorf("%s was stopped while %q was worked on; %q was begun after that", kind.name, deaf, n)
			}
			has(k, fmt.Sprintf("a stop while %q was worked on, so that its parts were never begun", deaf), err,
				[]error{errEditor}, []error{errOther, transcode.ErrTooSlow})
			if k.Failed() {
				return
			}
		}
	}
}

func TestAStopBeforeTheBeginning(t *testing.T) {
	k := kit.Begin(t)
	for _, kind := range kinds {
		for _, p := range []transcode.Part{part("film"), limited(time.Hour, film())} {
			ctx, stop := kind.make()
			stop(errEditor)
			var begun list
			err := transcode.Run(ctx, p, func(_ context.Context, name string) error {
				begun.add(name)
				return nil
			})
			if n := begun.sorted(); len(n) > 0 {
				k.Errorf("%s was stopped before Run was called; %q was begun", kind.name, n)
			}
			has(k, "a stop before Run was called", err, []error{errEditor}, []error{errOther, transcode.ErrTooSlow})
		}
	}
}

// stopped runs a film and stops it while all leaves are being worked on. When
// they are told, they return obey(ctx). fail is what stills, which nobody
// waits for, returns before.
func stopped(k *kit.T, kind kind, fail error, obey func(ctx context.Context) error) error {
	ctx, stop := kind.make()
	var (
		calls = newCalls()
		err   error
	)
	done := k.Go(1, func(int) {
		err = transcode.Run(ctx, film(), func(ctx context.Context, name string) error {
			switch name {
			case "stills":
				return fail
			case "chunk", "stereo", "surround", "titles", "1080p":
				calls.wait(ctx, name)
				if ctx.Err() == nil {
					return nil // nobody told it to stop, and it is done
				}
				return obey(ctx)
			}
			return nil
		})
	})
	k.Settle()
	stop(errEditor)
	k.Settle()
	close(calls.giveUp)
	done()
	return err
}

// obediences are what calls return when they are stopped.
var obediences = map[string]func(ctx context.Context) error{
	"the error of their context":           func(ctx context.Context) error { return ctx.Err() },
	"the cause of their context":           func(ctx context.Context) error { return context.Cause(ctx) },
	"the error of their context, in words": func(ctx context.Context) error { return fmt.Errorf("encode: %w", ctx.Err()) },
	"an error of their own":                func(context.Context) error { return errKilled },
}

func TestTheCauseOfAStopIsReported(t *testing.T) {
	k := kit.Begin(t)
	for what, obey := range obediences {
		err := stopped(k, kinds[0], nil, obey)
		has(k, "a stop, after which the calls returned "+what, err,
			[]error{errEditor}, []error{errOther, errDisk, transcode.ErrTooSlow})
		if k.Failed() {
			return
		}
	}
}

func TestErrorsFromBeforeAStopAreReported(t *testing.T) {
	k := kit.Begin(t)
	for _, kind := range kinds {
		err := stopped(k, kind, errDisk, func(ctx context.Context) error { return ctx.Err() })
		has(k, "a part had failed, and then the others were stopped", err,
			[]error{errEditor, errDisk}, []error{errOther, transcode.ErrTooSlow})
		if k.Failed() {
			return
		}
	}
}

func TestErrorsFromBeforeALimitAreReported(t *testing.T) {
	k := kit.Begin(t)
	const m = time.Minute
	for when, film := range map[string]transcode.Part{
		"stills had failed, and then the film was over its limit": limited(10*m, part("film",
			part("stills"), part("chunk"))),
		"a part of video had failed, and then video was over its limit": part("film",
			limited(10*m, part("video", part("stills"), part("chunk"))), part("audio")),
		"stills had failed, and then the film around video was over its limit": limited(10*m, part("film",
			limited(30*m, part("video", part("stills"))), part("chunk"))),
	} {
		for what, stopped := range obediences {
			inTime(k, func(k *kit.T, ctx context.Context) {
				d := day{
					takes: map[string]time.Duration{"stills": m, "chunk": 50 * m},
					fails: map[string]error{"stills": errDisk},
					obey:  stopped,
				}
				_, err := d.run(ctx, film)
				has(k, when+" (calls return "+what+")", err,
					[]error{transcode.ErrTooSlow, errDisk}, []error{errOther, errEditor})
			})
			if k.Failed() {
				return
			}
		}
	}
}

func TestALimitIsTheCauseWhateverTheCallsReturn(t *testing.T) {
	k := kit.Begin(t)
	const m = time.Minute
	for when, film := range map[string]transcode.Part{
		"the film has a limit of 10m":                         limited(10*m, part("chunk")),
		"a part of the film has a limit of 10m":               part("film", limited(10*m, part("chunk")), part("audio")),
		"a part has a limit of 10m, and a part in it is slow": part("film", limited(10*m, part("video", part("720p", part("chunk"))))),
		"a part in a part with a limit of 30m has one of 10m": part("film", limited(30*m, part("video", limited(10*m, part("chunk"))))),
		"a part in a part with a limit of 10m has one of 30m": part("film", limited(10*m, part("video", limited(30*m, part("chunk"))))),
	} {
		for what, stopped := range obediences {
			inTime(k, func(k *kit.T, ctx context.Context) {
				d := day{takes: map[string]time.Duration{"chunk": 50 * m}, obey: stopped}
				_, err := d.run(ctx, film)
				has(k, when+", and calls return "+what, err,
					[]error{transcode.ErrTooSlow}, []error{errOther, errEditor, errDisk})
			})
			if k.Failed() {
				return
			}
		}
	}
}

// The calls take their time to obey, and in that time what would have stopped
// them otherwise comes too late.
func TestWhatCameFirstIsTheCause(t *testing.T) {
	k := kit.Begin(t)
	const m = time.Minute
	for _, first := range []struct {
		what        string
		limit, stop time.Duration
		want, not   error
	}{
		{"a limit was over after 1m, and ctx was stopped after 2m", m, 2 * m, transcode.ErrTooSlow, errEditor},
		{"ctx was stopped after 1m, and a limit was over after 2m", 2 * m, m, errEditor, transcode.ErrTooSlow},
	} {
		for where, film := range map[string]transcode.Part{
			"that of the film": limited(first.limit, part("film")),
			"that of the film, a part of which was running": limited(first.limit, part("film", part("audio"))),
			"that of a part": part("film", limited(first.limit, part("audio"))),
		} {
			inTime(k, func(k *kit.T, ctx context.Context) {
				ctx, stop := context.WithCancelCause(ctx)
				defer stop(nil)
				defer time.AfterFunc(first.stop, func() { stop(errEditor) }).Stop()
				last := film.Name
				if len(film.Parts) > 0 {
					last = film.Parts[0].Name
				}
				d := day{takes: map[string]time.Duration{last: 50 * m}, obey: func(context.Context) error {
					<-time.NewTimer(2 * m).C
					return errKilled
				}}
				_, err := d.run(ctx, film)
				has(k, fmt.Sprintf("%s (%s); the only call that was running obeyed after 3m", first.what, where), err,
					[]error{first.want}, []error{first.not, errOther})
			})
			if k.Failed() {
				return
			}
		}
	}
}

// several is an error of a type that cannot be compared, nor be the key of a map.
type several []error

func (s several) Error() string   { return fmt.Sprintf("%d errors", len(s)) }
func (s several) Unwrap() []error { return s }

func TestErrorsOfAnyType(t *testing.T) {
	k := kit.Begin(t)
	for _, fails := range []string{"film", "1080p", "stills", "titles"} {
		err := transcode.Run(context.Background(), film(), func(_ context.Context, name string) error {
			if name == fails || name == "surround" {
				return several{errDisk, errKilled}
			}
			return nil
		})
		has(k, fmt.Sprintf("the work on %q returned an error of a slice type", fails), err,
			[]error{errDisk, errKilled}, []error{errOther, transcode.ErrTooSlow})
	}
	err := stopped(k, kinds[0], several{errDisk}, func(context.Context) error { return several{errKilled} })
	has(k, "a stop, after which the calls returned errors of a slice type", err,
		[]error{errEditor, errDisk}, []error{errOther, transcode.ErrTooSlow})
}

// An encoder may have a deadline of its own, and nobody stopped it.
func TestADeadlineOfTheWorkIsNoStop(t *testing.T) {
	k := kit.Begin(t)
	slow := fmt.Errorf("upload: %w", context.DeadlineExceeded)
	for _, fails := range []string{"film", "stills", "stereo", "titles"} {
		err := transcode.Run(context.Background(), film(), func(_ context.Context, name string) error {
			if name == fails {
				return slow
			}
			return nil
		})
		has(k, fmt.Sprintf("there was no stop; the work on %q had a deadline of its own and returned %q", fails, slow), err,
			[]error{slow}, []error{errOther, transcode.ErrTooSlow})
		if k.Failed() {
			return
		}
	}
}

// day is a film in virtual time: how long the work on each part takes, and
// when it was stopped.
type day struct {
	takes map[string]time.Duration
	fails map[string]error                // what work returns in the end
	obey  func(ctx context.Context) error // what it returns when it is stopped; nil is the error of ctx
	deaf  string                          // this one does not obey and returns nil in the end

	mu    sync.Mutex
	start time.Time
	told  map[string]time.Duration // when, since the start
	cause map[string]error
	begun map[string]bool
}

// run runs p and returns how long that took.
func (d *day) run(ctx context.Context, p transcode.Part) (took time.Duration, err error) {
	d.told, d.cause, d.begun = map[string]time.Duration{}, map[string]error{}, map[string]bool{}
	now := clockOf(ctx)
	d.start = now()
	err = transcode.Run(ctx, p, func(ctx context.Context, name string) error {
		d.mu.Lock()
		d.begun[name] = true
		d.mu.Unlock()
		end := time.NewTimer(d.takes[name])
		defer end.Stop()
		select {
		case <-end.C:
			return d.fails[name]
		case <-ctx.Done():
		}
		d.mu.Lock()
		d.told[name], d.cause[name] = now().Sub(d.start), context.Cause(ctx)
		d.mu.Unlock()
		if name == d.deaf {
			<-end.C
			return nil
		}
		if d.obey != nil {
			return d.obey(ctx)
		}
		return ctx.Err()
	})
	return now().Sub(d.start), err
}

type clockKey struct{}

// clockOf is the clock that a bubble put into its context.
func clockOf(ctx context.Context) func() time.Time {
	return ctx.Value(clockKey{}).(func() time.Time)
}

// inTime calls f in a bubble, with a context that lives for as long.
func inTime(k *kit.T, f func(k *kit.T, ctx context.Context)) {
	k.Helper()
	k.Bubble(func(k *kit.T) {
		now := func() time.Time { return time.Now() }
		f(k, context.WithValue(context.Background(), clockKey{}, now))
	})
}

// judge compares who was stopped, and when, with what should have been.
func (d *day) judge(k *kit.T, when string, told map[string]time.Duration, cause error) {
	k.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(told)) {
		at, ok := d.told[name]
		switch {
		case !d.begun[name]:
			k.Errorf("%s: %q was never begun", when, name)
		case !ok:
			k.Errorf("%s. So the work on %q has to be stopped %v after Run was called, and its context was never done", when, name, told[name])
		case at != told[name]:
			k.Errorf("%s. So the work on %q has to be stopped %v after Run was called, and its context was done after %v", when, name, told[name], at)
		case !errors.Is(d.cause[name], cause):
			k.Errorf("%s: the cause in %q is %q, not %q", when, name, fmt.Sprint(d.cause[name]), cause)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.told)) {
		if _, ok := told[name]; !ok {
			k.Errorf("%s: %q has nothing to do with it, and was stopped after %v", when, name, d.told[name])
		}
	}
}

func TestALimitStopsThePartAndAllInIt(t *testing.T) {
	k := kit.Begin(t)
	const m = time.Minute
	inTime(k, func(k *kit.T, ctx context.Context) {
		const when = "audio, which begins when the work on the film is done, after 1m, has a limit of 10m"
		d := day{takes: map[string]time.Duration{
			"film": m, "audio": m, "stereo": 20 * m, "surround": m, "rear": 30 * m, "video": 2 * m, "720p": 40 * m,
		}}
		took, err := d.run(ctx, part("film",
			limited(10*m, part("audio", part("stereo"), part("surround", part("rear")))),
			part("video", part("720p")),
		))
		d.judge(k, when, map[string]time.Duration{"stereo": 11 * m, "rear": 11 * m}, transcode.ErrTooSlow)
		has(k, when, err, []error{transcode.ErrTooSlow}, []error{errOther})
		if took != 43*m && !k.Failed() {
			k.Errorf("%s: the rest of the film takes 43m0s, and Run returned after %v", when, took)
		}
	})
	inTime(k, func(k *kit.T, ctx context.Context) {
		const when = "the film has a limit of 10m, and its own work takes 20m"
		d := day{takes: map[string]time.Duration{"film": 20 * m, "audio": 5 * m}, deaf: "film"}
		_, err := d.run(ctx, limited(10*m, part("film", part("audio"))))
		d.judge(k, when, map[string]time.Duration{"film": 10 * m}, transcode.ErrTooSlow)
		if d.begun["audio"] {
			k.Errorf("%s; audio, a part of it, was begun after that", when)
		}
		has(k, when+", and audio was not begun", err, []error{transcode.ErrTooSlow}, []error{errOther})
	})
}

func TestLimitsInLimits(t *testing.T) {
	k := kit.Begin(t)
	const m = time.Minute
	inTime(k, func(k *kit.T, ctx context.Context) {
		const when = "video has a limit of 10m, and 720p in it one of 30m"
		d := day{takes: map[string]time.Duration{"720p": m, "chunk": 50 * m, "stills": 50 * m, "audio": 20 * m}}
		_, err := d.run(ctx, part("film",
			limited(10*m, part("video", limited(30*m, part("720p", part("chunk"))), part("stills"))),
			part("audio"),
		))
		d.judge(k, when, map[string]time.Duration{"chunk": 10 * m, "stills": 10 * m}, transcode.ErrTooSlow)
		has(k, when, err, []error{transcode.ErrTooSlow}, []error{errOther})
	})
	inTime(k, func(k *kit.T, ctx context.Context) {
		const when = "video has a limit of 30m, and 720p in it one of 10m"
		d := day{takes: map[string]time.Duration{"720p": m, "chunk": 50 * m, "stills": 50 * m, "audio": 20 * m}}
		_, err := d.run(ctx, part("film",
			limited(30*m, part("video", limited(10*m, part("720p", part("chunk"))), part("stills"))),
			part("audio"),
		))
		d.judge(k, when, map[string]time.Duration{"chunk": 10 * m, "stills": 30 * m}, transcode.ErrTooSlow)
		has(k, when, err, []error{transcode.ErrTooSlow}, []error{errOther})
	})
}

func TestALimitCountsFromWhenThePartBegins(t *testing.T) {
	k := kit.Begin(t)
	const m = time.Minute
	inTime(k, func(k *kit.T, ctx context.Context) {
		const when = "film takes 15m, then audio, with a limit of 10m, takes 4m, and then stereo 5m"
		d := day{takes: map[string]time.Duration{"film": 15 * m, "audio": 4 * m, "stereo": 5 * m}}
		took, err := d.run(ctx, part("film", limited(10*m, part("audio", part("stereo")))))
		d.judge(k, when, nil, nil)
		if err != nil {
			k.Errorf("%s: Run returned %q", when, err)
		}
		if took != 24*m {
			k.Errorf("%s: that is 24m0s, and Run returned after %v", when, took)
		}
	})
}

func TestAStopWithinALimit(t *testing.T) {
	k := kit.Begin(t)
	const m = time.Minute
	film := part("film",
		limited(10*m, part("audio", part("stereo"), limited(20*m, part("surround")))),
		part("video"),
	)
	takes := map[string]time.Duration{"stereo": 30 * m, "surround": 30 * m, "video": 30 * m}
	told := map[string]time.Duration{"stereo": 5 * m, "surround": 5 * m, "video": 5 * m}
	inTime(k, func(k *kit.T, ctx context.Context) {
		const when = "a stop after 5m"
		d := day{takes: takes}
		ctx, stop := context.WithCancelCause(ctx)
		defer stop(nil)
		defer time.AfterFunc(5*m, func() { stop(errEditor) }).Stop()
		_, err := d.run(ctx, film)
		d.judge(k, when, told, errEditor)
		has(k, when, err, []error{errEditor}, []error{errOther, transcode.ErrTooSlow})
	})
	inTime(k, func(k *kit.T, ctx context.Context) {
		const when = "the caller's own deadline after 5m"
		d := day{takes: takes}
		ctx, cancel := context.WithTimeout(ctx, 5*m)
		defer cancel()
		_, err := d.run(ctx, film)
		d.judge(k, when, told, context.DeadlineExceeded)
		has(k, when, err, []error{context.DeadlineExceeded}, []error{errOther, transcode.ErrTooSlow})
	})
}

func TestContextsHaveTheValues(t *testing.T) {
	k := kit.Begin(t)
	type key struct{}
	var without list
	ctx := context.WithValue(context.Background(), key{}, "job 4711")
	transcode.Run(ctx, film(), func(ctx context.Context, name string) error {
		if ctx.Value(key{}) != "job 4711" {
			without.add(name)
		}
		return nil
	})
	if n := without.sorted(); len(n) > 0 {
		k.Errorf("the context that Run was given has a value; the contexts of %d parts do not have it: %q", len(n), n)
	}
}

func TestEachPartIsWorkedOnOnce(t *testing.T) {
	k := kit.Begin(t)
	for _, p := range []transcode.Part{part("film"), film(), wide("film", 100)} {
		var begun list
		err := transcode.Run(context.Background(), p, func(_ context.Context, name string) error {
			begun.add(name)
			return nil
		})
		if got, want := begun.sorted(), names(p); !slices.Equal(got, want) {
			k.Errorf("there are %d parts, %q; work was called %d times, for %q", len(want), want, len(got), got)
		}
		if err != nil {
			k.Errorf("all work returned nil, and Run %q", err)
		}
		if k.Failed() {
			return
		}
	}
}

func TestAPartBeforeThePartsInIt(t *testing.T) {
	k := kit.Begin(t)
	for _, slow := range []string{"film", "video", "720p"} {
		var (
			begun list
			hold  = k.Hold()
		)
		done := k.Go(1, func(int) {
			transcode.Run(context.Background(), film(), func(_ context.Context, name string) error {
				begun.add(name)
				if name == slow {
					hold.Wait()
				}
				return nil
			})
		})
		k.Settle()
		early := begun.sorted()
		hold.Release()
		done()
		inIt := map[string]string{"film": "video", "video": "720p", "720p": "chunks"}[slow]
		if slices.Contains(early, inIt) {
			k.Errorf("%q is a part of %q, and was begun while %q was still worked on", inIt, slow, slow)
		}
	}
}

func TestPartsAreWorkedOnAtTheSameTime(t *testing.T) {
	k := kit.Begin(t)
	for _, p := range []transcode.Part{
		wide("film", 1500),
		part("all", limited(time.Hour, wide("film", 200))),
		part("all", part("other"), part("some", wide("film", 200))),
	} {
		n := 0
		for _, name := range names(p) {
			if strings.HasPrefix(name, "film/") {
				n++
			}
		}
		hold := k.Hold()
		done := k.Go(1, func(int) {
			transcode.Run(context.Background(), p, func(_ context.Context, name string) error {
				if strings.HasPrefix(name, "film/") {
					hold.Wait()
				}
				return nil
			})
		})
		k.Settle()
		if got := hold.Inside(); got != n {
			k.Errorf("%d of %d parts of a part were worked on at the same time", got, n)
		}
		hold.Release()
		done()
		if k.Failed() {
			return
		}
	}
}

func TestErrorsStopNobodyElse(t *testing.T) {
	k := kit.Begin(t)
	// Those that fail do so together, and while others are running.
	fails := map[string]error{"1080p": errDisk, "stereo": errKilled, "titles": errDisk}
	var (
		begun   list
		calls   = newCalls()
		failing = k.Hold()
		err     error
	)
	done := k.Go(1, func(int) {
		err = transcode.Run(context.Background(), film(), func(ctx context.Context, name string) error {
			begun.add(name)
			if name == "stills" || name == "chunks" || name == "surround" {
				calls.wait(ctx, name)
			}
			if fails[name] != nil {
				failing.Wait()
			}
			return fails[name]
		})
	})
	k.Settle()
	failing.Release()
	k.Settle()
	calls.mu.Lock()
	for _, name := range slices.Sorted(maps.Keys(calls.told)) {
		k.Errorf("other parts had failed, and %q was stopped", name)
		break
	}
	calls.mu.Unlock()
	close(calls.giveUp)
	done()
	got := begun.sorted()
	want := slices.DeleteFunc(names(film()), func(name string) bool { return strings.HasPrefix(name, "1080p/") })
	if !slices.Equal(got, want) {
		k.Errorf("1080p, stereo and titles failed; %q should have been worked on, and %q were", want, got)
	}
	has(k, "several parts failed", err, []error{errDisk, errKilled}, []error{errOther, transcode.ErrTooSlow, context.Canceled})
}

func TestErrorsOfManyPartsAreAllReported(t *testing.T) {
	k := kit.Begin(t)
	const n = 60
	for what, fail := range map[string]func(name string) error{
		"an error of its own":                          func(name string) error { return fmt.Errorf("%s: %w", name, errDisk) },
		"an error of its own, all with the same words": func(string) error { return errors.New("exit status 1") },
	} {
		all := make(map[string]error, n)
		p := wide("film", n)
		for _, sub := range p.Parts {
			all[sub.Name] = fail(sub.Name)
		}
		hold := k.Hold()
		var err error
		done := k.Go(1, func(int) {
			err = transcode.Run(context.Background(), p, func(_ context.Context, name string) error {
				if name != "film" {
					hold.Wait()
				}
				return all[name]
			})
		})
		k.Settle()
		hold.Release()
		done()
		missing := 0
		for _, e := range all {
			if !errors.Is(err, e) {
				missing++
			}
		}
		if missing > 0 {
			k.Errorf("%d parts failed, each with %s; %d of those are not in what Run returned", n, what, missing)
			return
		}
	}
}

func TestWorkMayTakeAYear(t *testing.T) {
	k := kit.Begin(t)
	// In which who looks now and then burns CPU without end.
	const year = 365 * 24 * time.Hour
	inTime(k, func(k *kit.T, ctx context.Context) {
		ctx, stop := context.WithCancelCause(ctx)
		defer stop(nil)
		d := day{takes: map[string]time.Duration{"film": year, "video": year, "720p": year, "audio": year}}
		_, err := d.run(ctx, part("film", limited(10*year, part("video", part("720p"))), part("audio")))
		if err != nil {
			k.Errorf("the work on each part takes a year, nobody stops it, and Run returned %q", err)
		}
	})
}

func TestRunWaitsForTheLastCall(t *testing.T) {
	k := kit.Begin(t)
	for _, stops := range []bool{false, true} {
		for _, slow := range []string{"film", "chunk"} {
			ctx, stop := kinds[0].make()
			var (
				returned atomic.Bool
				hold     = k.Hold()
			)
			done := k.Go(1, func(int) {
				transcode.Run(ctx, film(), func(_ context.Context, name string) error {
					if name == slow {
						hold.Wait()
					}
					return nil
				})
				returned.Store(true)
			})
			k.Settle()
			if stops {
				stop(errEditor)
				k.Settle()
			}
			if returned.Load() {
				k.Errorf("Run returned while %q was still being worked on (the film was stopped: %v)", slow, stops)
			}
			hold.Release()
			done()
			stop(nil)
			if k.Failed() {
				return
			}
		}
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	// The context lives on. What was derived from it must not.
	ctx, _ := kinds[1].make()
	for _, fails := range []string{"", "film", "video", "stereo", "titles"} {
		transcode.Run(ctx, film(), func(_ context.Context, name string) error {
			if name == fails {
				return errDisk
			}
			return nil
		})
	}
	// And one that is stopped.
	_ = stopped(k, kinds[0], nil, func(ctx context.Context) error { return ctx.Err() })
}
