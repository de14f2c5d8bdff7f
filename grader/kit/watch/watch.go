//go:build go1.21

package watch

import (
	"bytes"
	"os"
	"sync/atomic"
	"time"

	"racekata/grader/kit/owntime"
)

// Exit codes of a process that the watch ends. A reader judges by events; the
// codes are for a person who runs the binary by hand.
const (
	exitStuck  = 3
	exitBusy   = 4
	exitTime   = 5
	exitOrphan = 6
)

const (
	// watchEvery is the time between two looks. Two agreeing looks make a
	// verdict, so a stuck program is found in about three times this.
	watchEvery = 100 * time.Millisecond
	// timeMargin is how long before the run's limit the watch ends the run
	// itself, so that the stacks are kept.
	timeMargin = 500 * time.Millisecond
)

// Watch is the stuck-watch: it ends a run in which everyone waits for ever.
//
// Stuck is when every goroutine is parked and no timer is due before the
// run's limit. Under the race detector the runtime's own "all goroutines are
// asleep" does not fire, because the detector keeps a thread.
type Watch struct {
	pipe     *Pipe
	started  time.Time
	limit    time.Duration // of the process's own time; 0: none
	deadline time.Time     // not before this is the limit met; zero: no limit
	running  atomic.Pointer[Running]

	// wall counts the time of the wall against the limit.
	wall bool

	// horizon, if not 0, is how far ahead a timer counts as due; otherwise it
	// is the time that is left until the run's limit.
	horizon time.Duration
	// calm, if not nil, is called once when half of the time is gone.
	calm   func()
	calmAt time.Time
}

// Running is the test that is under way.
type Running struct {
	Test string
	// Notes, if not nil, is asked for what helpers of the test have to say when
	// the program gets stuck: lines, or "".
	Notes func() string
}

func (r *Running) notes() string {
	if r.Notes == nil {
		return ""
	}
	return r.Notes()
}

// Start starts the watch if somebody listens to the pipe. Outside the grader
// `go test -timeout` has the say.
func Start(p *Pipe) *Watch {
	w := &Watch{pipe: p}
	w.start()
	return w
}

func (w *Watch) start() {
	if !w.pipe.Listening() {
		return
	}
	if d, err := time.ParseDuration(os.Getenv(EnvLimit)); err == nil && d > 2*timeMargin {
		w.started, w.limit = time.Now(), d-timeMargin
		w.deadline = w.started.Add(w.limit)
		w.calmAt = time.Now().Add(d / 2)
	}
	go w.loop()
}

// Begin says which test is under way, End that it is over. What is parked
// between tests is judged when the next one ends.
func (w *Watch) Begin(r Running) { w.running.Store(&r) }

// End is the opposite of Begin.
func (w *Watch) End() { w.running.Store(nil) }

func (w *Watch) loop() {
	var (
		d         dumper
		me        = self()
		last      []byte
		inBubbles bubbles
	)
	for {
		nap(watchEvery)
		if w.calm != nil && !w.calmAt.IsZero() && time.Now().After(w.calmAt) {
			w.calm()
			w.calm = nil
		}
		// A timer that fires while the dump is taken is gone afterwards, so
		// the question is asked on both sides.
		due := w.timerDue()
		dump, whole := d.dump()
		if w.timeIsUp() {
			w.stop(EventTime, string(dump), exitTime)
		}
		if timersKnown && !due && !w.timerDue() && whole && look(dump, me) == "" {
			now := fingerprint(dump)
			if bytes.Equal(now, last) {
				w.stuck(dump)
			}
			last = now
		} else {
			last = nil
		}
		if inBubbles.look(dump, cpuTime()) {
			w.stop(EventBusy, string(dump), exitBusy)
		}
	}
}

// timeIsUp tells whether the limit is met. The process is granted the time that
// it spent waiting for a processor: others had it then.
func (w *Watch) timeIsUp() bool {
	if w.deadline.IsZero() || time.Now().Before(w.deadline) {
		return false
	}
	own := time.Since(w.started)
	if !w.wall {
		own = owntime.Of(os.Getpid(), own)
	}
	w.deadline = time.Now().Add(w.limit - own)
	return own >= w.limit
}

// timerDue tells whether a timer will fire before the run's limit, or as far
// ahead as the watch looks.
func (w *Watch) timerDue() bool {
	ahead := time.Hour
	switch {
	case w.horizon > 0:
		ahead = w.horizon
	case !w.deadline.IsZero():
		ahead = time.Until(w.deadline)
	}
	return untilNextTimer() < int64(ahead)
}

// fingerprint is who waits in which state: equal in two looks when nobody has
// moved between them.
func fingerprint(dump []byte) []byte {
	var out []byte
	eachGoroutine(dump, func(g goroutine) bool {
		if !ours(g) {
			out = append(out, g.id...)
			out = append(out, ' ')
			out = append(out, g.state...)
			out = append(out, '\n')
		}
		return true
	})
	return out
}

// stuck ends the run with the stacks, or goes on when no test is running.
func (w *Watch) stuck(dump []byte) {
	r := w.running.Load()
	if r == nil {
		return
	}
	w.stop(EventStuck, r.notes()+"\n"+string(dump), exitStuck)
}

// StuckInBubble ends the run because the runtime itself found out that a
// synctest bubble is stuck; reason is what it said.
func (w *Watch) StuckInBubble(r Running, reason string) {
	var d dumper
	dump, _ := d.dump()
	w.stop(EventStuck, r.notes()+reason+"\n\n"+string(dump), exitStuck)
}

// busy ends the run because a goroutine will not come to rest.
func (w *Watch) busy() {
	var d dumper
	dump, _ := d.dump()
	w.stop(EventBusy, string(dump), exitBusy)
}

// stop tells the reader of the pipe and ends the process at once: a program that is stuck
// or spins cannot be asked to end.
func (w *Watch) stop(event, text string, code int) {
	e := Event{Name: event, Text: text}
	if r := w.running.Load(); r != nil {
		e.Test = r.Test
	}
	w.pipe.Send(e)
	if !w.pipe.Listening() {
		// Nobody reads the pipe: this is go test, and a person reads stderr.
		os.Stderr.WriteString("watch: " + event + "\n\n" + text)
	}
	os.Exit(code)
}
