package kit

import (
	"os"
	"sync"
	"testing"
)

// Exit codes of a hidden test binary that the kit itself ends. The runner
// judges by events; the codes are for a person who runs the binary by hand.
const (
	exitStuck  = 3
	exitBusy   = 4
	exitTime   = 5
	exitOrphan = 6
)

// process is what all tests of one run share. The testing package gives
// TestMain and tests no other way to hand things over than a package
// variable.
var process struct {
	pipe  *pipe
	watch *watch
}

var setUp = sync.OnceFunc(func() {
	process.pipe = openPipe()
	process.watch = startWatch(process.pipe)
})

// Main runs the hidden tests; each hidden test file's package has
//
//	func TestMain(m *testing.M) { kit.Main(m) }
func Main(m *testing.M) {
	setUp()
	code := m.Run()
	process.pipe.send(Event{Name: EventDone, Races: raceReports()})
	os.Exit(code)
}
