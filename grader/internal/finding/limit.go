package finding

import (
	"strings"

	"racekata/grader/internal/finding/stackdump"
)

const outOfTimeTitle = "the time was up before the test had ended"

// limits are the limits that a runner enforces, in its words.
var limits = map[string]Finding{
	"time":   {Kind: OutOfTime, Title: outOfTimeTitle},
	"memory": {Kind: OutOfMemory, Title: "the program needs more memory than it may have"},
	"output": {Kind: TooMuchOutput, Title: "the program prints more than anybody can read"},
}

// Limit words a limit that ended a run: "time", "memory" or "output".
func Limit(what string) Finding {
	if f, ok := limits[what]; ok {
		return f
	}
	return Finding{Kind: Died, Title: sentence("the run was ended at its limit of " + what)}
}

// OutOfTimeAt words a run that reached its time limit with a dump of where
// its goroutines were.
func OutOfTimeAt(text string, localize Localize, sources *Sources) Finding {
	ws := waits(stackdump.Parse(text), localize, sources)
	f := Limit("time")
	f.Goroutines = shortened(goroutinesOf(ws))
	f.Marks = limitMarks(waitMarks(ws))
	f.Detail = detail(strings.Join(sentences(ws), "\n"))
	return f
}
