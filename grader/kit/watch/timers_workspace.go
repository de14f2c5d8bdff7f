//go:build go1.21 && racekata_workspace

package watch

import _ "unsafe" // for go:linkname

// timersKnown is true where nextTimer can be asked: in the grader's workspace,
// which links with -checklinkname=0.
const timersKnown = true

//go:linkname timeSleepUntil runtime.timeSleepUntil
func timeSleepUntil() int64

//go:linkname nanotime runtime.nanotime
func nanotime() int64

// untilNextTimer is the time in nanoseconds until the runtime's next timer is
// due: negative when overdue, enormous when there is none. Without it, a wait
// on time.After, a context's deadline or a ticker looks like any other wait.
func untilNextTimer() int64 { return timeSleepUntil() - nanotime() }
