package kit

import (
	"bytes"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"racekata/grader/kit/watch"
)

// T is a test that the grader follows: *testing.T, whose failures are also
// reported on the event pipe, with the helpers of this package.
type T struct {
	*testing.T
	name  string
	notes *notes
	races int // reports when it began
}

// notes are what helpers have to say if the program gets stuck.
type notes struct {
	mu   sync.Mutex
	list []func() string
	// meets is true once callbacks may wait for each other or for the test:
	// then none may be left out, or the others wait for ever.
	meets bool
}

func (k *T) meets() {
	k.notes.mu.Lock()
	defer k.notes.mu.Unlock()
	k.notes.meets = true
}

func (n *notes) mayLeaveOut() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return !n.meets
}

func (k *T) note(f func() string) {
	k.notes.mu.Lock()
	defer k.notes.mu.Unlock()
	k.notes.list = append(k.notes.list, f)
}

func (n *notes) text() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var b bytes.Buffer
	for _, f := range n.list {
		if s := f(); s != "" {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// running is what the stuck-watch needs to know of the test.
func (k *T) running() watch.Running {
	return watch.Running{Test: k.name, Notes: k.notes.text}
}

// Begin is the first line of a hidden test. It tells the runner that the test
// has begun, watches for a program that is stuck, and when the test is over
// looks for goroutines left behind and tells the runner how it ended.
func Begin(t *testing.T) *T {
	t.Helper()
	setUp()
	k := &T{T: t, name: t.Name(), notes: &notes{}, races: watch.RaceReports()}
	before, present := goleak.IgnoreCurrent(), watch.Present()
	process.pipe.Send(Event{Name: EventBegan, Test: k.name})
	process.watch.Begin(k.running())
	hooksOn()
	// Registered first, so it runs last: after the test's own clean-up.
	t.Cleanup(func() {
		hooksOff()
		// Asked before the look at the goroutines: a leak is an event of its
		// own, and a test that leaks has not failed for that.
		failed := t.Failed()
		switch {
		case panicking():
			// The process dies of it.
		case failed || exiting():
			// Whatever still runs comes to rest here, or its races would be
			// charged to the next test, now and then.
			k.Settle()
		default:
			k.lookForLeaks(before, present)
		}
		process.watch.End()
		process.pipe.Send(Event{Name: EventEnded, Test: k.name, Failed: failed})
	})
	return k
}

// lookForLeaks waits until every goroutine has come to rest and reports those
// that the test left behind, compared with those that were there when it began:
// a leak is charged once, to the test that made it.
//
// goleak has the say on the first leak of a process. It tries for half a
// second before it is sure, too long to wait for once a test of a program that
// is known to leak, where everyone has come to rest.
func (k *T) lookForLeaks(before goleak.Option, present watch.Crowd) {
	k.Settle()
	stacks := present.Since()
	if stacks == "" {
		return
	}
	if !process.leaked {
		err := goleak.Find(before, goleak.IgnoreAnyFunction("racekata/grader/kit/watch.(*Watch).loop"))
		if err == nil {
			return
		}
		stacks = err.Error()
	}
	process.leaked = true
	process.pipe.Send(Event{Name: EventLeak, Test: k.name, Text: stacks})
	k.T.Errorf("goroutines are left behind: %v", stacks)
}

// panicking and exiting tell whether a panic or a Goexit is running this
// clean-up. recover cannot say: the clean-up is not itself deferred.
func panicking() bool { return onStack("\npanic(") }
func exiting() bool   { return onStack("\nruntime.Goexit(") }

func onStack(frame string) bool {
	buf := make([]byte, 16<<10)
	buf = buf[:runtime.Stack(buf, false)]
	return bytes.Contains(buf, []byte(frame))
}

// Errorf says in a sentence what the learner's program did wrong and lets the
// test go on. It may be called from any goroutine, callbacks included.
func (k *T) Errorf(format string, args ...any) {
	k.Helper()
	k.report(fmt.Sprintf(format, args...))
	k.T.Errorf(format, args...)
}

// Error is Errorf with the operands formatted as by fmt.Sprintln.
func (k *T) Error(args ...any) {
	k.Helper()
	k.report(trimNewline(fmt.Sprintln(args...)))
	k.T.Error(args...)
}

// Fatalf is Errorf and ends the test. It must be called from the test's own
// goroutine.
func (k *T) Fatalf(format string, args ...any) {
	k.Helper()
	k.report(fmt.Sprintf(format, args...))
	k.T.Fatalf(format, args...)
}

// Fatal is Error and ends the test. It must be called from the test's own
// goroutine.
func (k *T) Fatal(args ...any) {
	k.Helper()
	k.report(trimNewline(fmt.Sprintln(args...)))
	k.T.Fatal(args...)
}

func (k *T) report(text string) {
	process.pipe.Send(Event{Name: EventFailed, Test: k.name, Text: text})
}

func trimNewline(s string) string {
	if n := len(s); n > 0 && s[n-1] == '\n' {
		return s[:n-1]
	}
	return s
}
