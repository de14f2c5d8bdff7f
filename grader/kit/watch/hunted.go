//go:build go1.21

package watch

import (
	"os"
	"path/filepath"
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

// SkippedText is the text of a test's end when it skipped itself.
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
	over    bool // the test has run
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
	hunted.watch = &Watch{pipe: hunted.pipe, horizon: timerHorizon, calm: func() { hook.Quiet(true) }}
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
		if left := leftBehind(hunted.before, hunted.modules); left != nil {
			pipe.Send(Event{Name: EventLeak, Test: t.Name(), Text: string(left)})
		}
		hook.Quiet(true)
		pipe.Send(Event{Name: EventDone})
		t.SkipNow()
	}
	hunted.over = true
	hunted.before = everyone()
	pipe.Send(Event{Name: EventBegan, Test: t.Name()})
	watch.Begin(Running{Test: t.Name()})
	t.Cleanup(func() {
		watch.End()
		ended := Event{Name: EventEnded, Test: t.Name(), Failed: t.Failed()}
		if t.Skipped() {
			ended.Text = SkippedText
		}
		pipe.Send(ended)
	})
	hook.Quiet(false)
}
