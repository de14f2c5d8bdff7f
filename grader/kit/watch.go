package kit

import (
	"bytes"
	"os"
	"sync/atomic"
	"time"
)

const (
	// watchEvery is the time between two looks. Two agreeing looks make a
	// verdict, so a stuck program is found in about three times this.
	watchEvery = 100 * time.Millisecond
	// timeMargin is how long before the run's limit the watch ends the run
	// itself, so that the stacks are kept.
	timeMargin = 500 * time.Millisecond
	// bubbleCPU bounds a test's CPU time in a bubble in which someone spins:
	// virtual time stands still while anybody runs.
	bubbleCPU = time.Second
)

// watch is the stuck-watch: it ends a run in which everyone waits for ever.
//
// Stuck is when every goroutine is parked and no timer is due before the
// run's limit. Under the race detector the runtime's own "all goroutines are
// asleep" does not fire, because the detector keeps a thread.
type watch struct {
	pipe     *pipe
	deadline time.Time // zero: no limit
	test     atomic.Pointer[T]
}

// startWatch starts the watch if the runner listens. Outside the grader
// `go test -timeout` has the say.
func startWatch(p *pipe) *watch {
	w := &watch{pipe: p}
	if p.fd == 0 {
		return w
	}
	if d, err := time.ParseDuration(os.Getenv(EnvLimit)); err == nil && d > 2*timeMargin {
		w.deadline = time.Now().Add(d - timeMargin)
	}
	go w.loop()
	return w
}

func (w *watch) begin(k *T) { w.test.Store(k) }
func (w *watch) end()       { w.test.Store(nil) }

func (w *watch) loop() {
	var (
		d       dumper
		me      = self()
		last    []byte
		bubble  time.Duration // CPU time when a bubble was first seen spinning
		bubbled bool
	)
	for {
		nap(watchEvery)
		// A timer that fires while the dump is taken is gone afterwards, so
		// the question is asked on both sides.
		due := w.timerDue()
		dump, whole := d.dump()
		if !w.deadline.IsZero() && time.Now().After(w.deadline) {
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
		switch spins := bubbleSpins(dump); {
		case !spins:
			bubbled = false
		case !bubbled:
			bubbled, bubble = true, cpuTime()
		case cpuTime()-bubble > bubbleCPU:
			w.stop(EventBusy, string(dump), exitBusy)
		}
	}
}

// timerDue tells whether a timer will fire before the run's limit.
func (w *watch) timerDue() bool {
	left := int64(time.Hour)
	if !w.deadline.IsZero() {
		left = int64(time.Until(w.deadline))
	}
	return untilNextTimer() < left
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

// bubbleSpins tells whether a goroutine in a synctest bubble is running.
func bubbleSpins(dump []byte) bool {
	found := false
	eachGoroutine(dump, func(g goroutine) bool {
		found = g.bubble && !g.parked()
		return !found
	})
	return found
}

// stuck ends the run with the stacks, or goes on when no test is running: what
// is parked between tests is judged when the next one ends.
func (w *watch) stuck(dump []byte) {
	k := w.test.Load()
	if k == nil {
		return
	}
	w.stop(EventStuck, k.notes.text()+"\n"+string(dump), exitStuck)
}

// stuckInBubble is stuck for a bubble, where the runtime itself found out.
func (w *watch) stuckInBubble(k *T, reason string) {
	var d dumper
	dump, _ := d.dump()
	w.stop(EventStuck, k.notes.text()+reason+"\n\n"+string(dump), exitStuck)
}

// busy ends the run because a goroutine will not come to rest.
func (w *watch) busy() {
	var d dumper
	dump, _ := d.dump()
	w.stop(EventBusy, string(dump), exitBusy)
}

// stop tells the runner and ends the process at once: a program that is stuck
// or spins cannot be asked to end.
func (w *watch) stop(event, text string, code int) {
	e := Event{Name: event, Races: raceReports(), Text: text}
	if k := w.test.Load(); k != nil {
		e.Test = k.name
	}
	w.pipe.send(e)
	if w.pipe.fd == 0 {
		// Nobody reads the pipe: this is go test, and a person reads stderr.
		os.Stderr.WriteString("kit: " + event + "\n\n" + text)
	}
	os.Exit(code)
}
