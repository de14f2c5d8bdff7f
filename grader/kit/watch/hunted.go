//go:build go1.21

package watch

import (
	"os"
	"path/filepath"
	"runtime/metrics"
	"strconv"
	"sync"
	"time"

	"racekata/grader/kit/hook"
)

// EnvModules is the variable that holds the folders of the modules under
// hunt, as a list of paths: the code in there is the one to blame.
const EnvModules = "RACEKATA_MODULES"

// timerHorizon is how far ahead a pending timer makes a parked program look
// alive. What waits for a later one is stuck in all but name: a watchdog.
const timerHorizon = time.Minute

// SkippedText is the text of a test's end when it skipped itself. Otherwise it
// is the number of goroutines that were created meanwhile, "" if unknown.
const SkippedText = "skipped"

// TestingT is what Test needs of a *testing.T.
type TestingT interface {
	Name() string
	Failed() bool
	Skipped() bool
	Cleanup(func())
	SkipNow()
}

// hunted is what the tests of one hunted process share.
var hunted struct {
	once    sync.Once
	pipe    *Pipe
	watch   *Watch
	modules [][]byte // the beginnings of file names in stacks
	before  map[string]bool
	over    bool   // the test has run
	created uint64 // goroutines, before it ran
}

// The hooks keep quiet until a test begins: a TestMain that prepares for long
// would use up what they may sleep.
func init() {
	if os.Getenv(EnvModules) != "" {
		hook.Quiet(true)
	}
}

func setUpHunt() {
	hunted.pipe = Open()
	// A process that the test starts, often itself once more, inherits the
	// environment but not the pipe.
	os.Unsetenv(EnvEvents)
	for _, dir := range filepath.SplitList(os.Getenv(EnvModules)) {
		hunted.modules = append(hunted.modules, []byte("\n\t"+dir+"/"))
	}
	hunted.watch = &Watch{pipe: hunted.pipe, horizon: timerHorizon, wall: true, calm: func() { hook.Quiet(true) }}
	hunted.watch.start()
}

// Test is what hunt puts first into each test of a module under hunt. It tells
// the hunter that the test has begun, and when all else is over, the test's
// own clean-ups too, how it ended.
//
// The hunter runs a test with -test.count=2. The second time it is skipped
// here, after a look at what the first time left behind: by then the test is
// over for the testing package too, so that whoever still logs to it panics.
//
// Without a hunter Test does nothing.
func Test(t TestingT) {
	hunted.once.Do(setUpHunt)
	pipe, watch := hunted.pipe, hunted.watch
	if !pipe.Listening() {
		return
	}
	if hunted.over {
		event, stacks := leftBehind(hunted.before, hunted.modules)
		hook.Quiet(true)
		switch event {
		case EventLeak:
			pipe.Send(Event{Name: EventLeak, Test: t.Name(), Text: string(stacks)})
		case EventBusy:
			watch.stop(EventBusy, string(stacks), exitBusy)
		}
		pipe.Send(Event{Name: EventDone})
		t.SkipNow()
	}
	hunted.over = true
	hunted.before = everyone()
	hunted.created, _ = goroutinesCreated()
	pipe.Send(Event{Name: EventBegan, Test: t.Name()})
	watch.Begin(Running{Test: t.Name()})
	t.Cleanup(func() {
		watch.End()
		ended := Event{Name: EventEnded, Test: t.Name(), Failed: t.Failed()}
		if t.Skipped() {
			ended.Text = SkippedText
		} else if n, ok := goroutinesCreated(); ok {
			ended.Text = strconv.FormatUint(n-hunted.created, 10)
		}
		pipe.Send(ended)
	})
	hook.Quiet(false)
}

// goroutinesCreated is how many goroutines this process has ever created; ok is
// false where the runtime does not tell (before Go 1.26).
func goroutinesCreated() (n uint64, ok bool) {
	s := []metrics.Sample{{Name: "/sched/goroutines-created:goroutines"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0, false
	}
	return s[0].Value.Uint64(), true
}
