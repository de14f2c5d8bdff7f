package finding

import (
	"fmt"
	"strings"

	"racekata/grader/internal/finding/stackdump"
)

// Crashed words a process that ended before its tests did. stderr is what it
// printed; the race detector's log belongs in there too, because that is
// where the detector's own last words go. signal is "" when the process
// exited by itself.
func Crashed(stderr string, exitCode int, signal string, localize Localize, sources *Sources) Finding {
	if fatal, ok := stackdump.ParseFatal(stderr); ok && trusted(fatal, exitCode, signal) {
		return Panicked(fatal, localize, sources)
	}
	f := Finding{Kind: Died, Title: "the program ended before its tests did"}
	if signal != "" {
		f.Detail = "it was ended by the signal " + signal
	} else {
		f.Detail = fmt.Sprintf("its exit code was %d", exitCode)
	}
	if last := lastLines(stderr, 5); last != "" {
		f.Detail = detail(f.Detail + "; the last it printed:\n" + last)
	}
	return f
}

// goExit is the exit code of every panic and fatal error. A candidate can
// print the text of one, but not end with this code otherwise: os and syscall
// are not open to it.
const goExit = 2

// trusted reports whether a process can have died as its output says.
func trusted(fatal stackdump.Fatal, exitCode int, signal string) bool {
	switch fatal.Class {
	case stackdump.Signalled:
		return false
	case stackdump.OutOfMemory, stackdump.TooManyGoroutines:
		return exitCode != 0 // the race runtime has codes of its own
	}
	return exitCode == goExit && signal == ""
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(lines[max(len(lines)-n, 0):], "\n")
}

// fatalKinds says what each class of death is to a learner.
var fatalKinds = map[stackdump.Class]Kind{
	stackdump.Plain:             Panic,
	stackdump.RuntimeError:      Panic,
	stackdump.StackOverflow:     Panic,
	stackdump.Misuse:            Misuse,
	stackdump.ConcurrentMap:     ConcurrentMap,
	stackdump.Deadlock:          Stuck,
	stackdump.TimedOut:          OutOfTime,
	stackdump.OutOfMemory:       OutOfMemory,
	stackdump.TooManyGoroutines: OutOfMemory,
	stackdump.TooManyThreads:    OutOfMemory,
	stackdump.Other:             Died,
	stackdump.Signalled:         Died,
}

// Panicked words a panic or a fatal error of the runtime.
func Panicked(fatal stackdump.Fatal, localize Localize, sources *Sources) Finding {
	f := Finding{Kind: fatalKinds[fatal.Class], Detail: panicDetail(fatal)}
	if f.Kind == Stuck || f.Kind == OutOfTime {
		return blocked(f, fatal, localize, sources)
	}
	c := newCrash(fatal, localize)
	f.Marks = c.marks(sources)
	if len(fatal.Goroutines) > 0 {
		f.Goroutines = shortened([]Goroutine{c.g})
	}
	f.Title, f.Hint = c.title(sources)
	return f
}

// blocked is for deaths in which nobody did wrong at the moment they came:
// it matters where all the goroutines are.
func blocked(f Finding, fatal stackdump.Fatal, localize Localize, sources *Sources) Finding {
	ws := waits(fatal.Goroutines, localize, sources)
	f.Goroutines = shortened(goroutinesOf(ws))
	title, extra := stuckTitle(ws)
	f.Title = title
	if f.Kind == OutOfTime {
		f.Title = outOfTimeTitle
	}
	f.Marks = limitMarks(append(extra, waitMarks(ws)...))
	f.Detail = detail(strings.Join(append([]string{f.Detail}, sentences(ws)...), "\n"))
	return f
}

// panicDetail is the value in full, with those that came before it.
func panicDetail(fatal stackdump.Fatal) string {
	if len(fatal.Panics) == 0 {
		if fatal.Class == stackdump.TooManyGoroutines || fatal.Class == stackdump.OutOfMemory && strings.Contains(fatal.Message, "ThreadSanitizer") {
			return fatal.Message
		}
		return "fatal error: " + fatal.Message
	}
	var lines []string
	for _, p := range fatal.Panics {
		line := "panic: " + p.Value
		if p.Recovered && !p.Repanicked {
			line += " (recovered)"
		}
		lines = append(lines, line)
	}
	return detail(strings.Join(lines, "\n"))
}

// crash is the goroutine that died.
type crash struct {
	fatal stackdump.Fatal
	g     Goroutine
	// own is the innermost frame that is not the library's, candidate the
	// innermost of the candidate's, both from where the panic began; -1 for
	// none.
	own, candidate int
}

func newCrash(fatal stackdump.Fatal, localize Localize) crash {
	c := crash{fatal: fatal, own: -1, candidate: -1}
	if len(fatal.Goroutines) == 0 {
		return c
	}
	dead := fatal.Goroutines[0]
	for _, g := range fatal.Goroutines {
		// Fatal errors may show the scheduler's own stack first.
		if g.State == "running" {
			dead = g
			break
		}
	}
	c.g = goroutineOf(dead, localize)
	at := dead.Panicked()
	if len(at) == 0 {
		return c
	}
	// The last panic is the innermost. A value that was raised again began
	// where it was raised first: below it are only the panics before it.
	from := at[0]
	if n := len(fatal.Panics); n > 0 && fatal.Panics[n-1].Repanicked {
		from = at[max(len(at)-n, 0)]
	}
	for i := from; i < len(c.g.Stack); i++ {
		if c.own < 0 && c.g.Stack[i].Origin != Library {
			c.own = i
		}
		if c.candidate < 0 && c.g.Stack[i].Origin == Candidate {
			c.candidate = i
		}
	}
	if fatal.Class == stackdump.StackOverflow {
		c.own, c.candidate = mostFrequent(c.g.Stack)
	}
	return c
}

// mostFrequent is the line of a recursion that calls the next: the innermost
// frame may be where the function begins.
func mostFrequent(stack []Frame) (own, candidate int) {
	count := map[Position]int{}
	candidate = -1
	for i, f := range stack {
		if f.Origin != Candidate {
			continue
		}
		if count[f.Position]++; candidate < 0 || count[f.Position] > count[stack[candidate].Position] {
			candidate = i
		}
	}
	return candidate, candidate
}

// inside reports whether the candidate's own code raised it.
func (c crash) inside() bool { return c.own >= 0 && c.own == c.candidate }

func (c crash) marks(sources *Sources) []Mark {
	if c.candidate < 0 {
		if m, ok := (wait{Goroutine: c.g, sources: sources}).start(); ok {
			return []Mark{{m.Position, fmt.Sprintf("goroutine %d %s", c.g.ID, m.Note)}}
		}
		return nil
	}
	at := c.g.Stack[c.candidate].Position
	note := "goroutine %d was here"
	switch did := c.did(); {
	case !c.inside():
		note = "goroutine %d called the caller's function here"
	case did != "":
		note = "goroutine %d " + did + " here"
	case c.fatal.Class == stackdump.Plain || c.fatal.Class == stackdump.RuntimeError:
		note = "goroutine %d panics here"
	case c.fatal.Class == stackdump.StackOverflow:
		note = "goroutine %d calls itself here again and again"
	case c.fatal.Class == stackdump.OutOfMemory:
		note = "goroutine %d asks for more memory here"
	}
	marks := []Mark{{at, fmt.Sprintf(note, c.g.ID)}}
	if m, ok := (wait{Goroutine: c.g, sources: sources}).start(); ok && m.Position != at {
		marks = append(marks, Mark{m.Position, fmt.Sprintf("goroutine %d %s", c.g.ID, m.Note)})
	}
	return marks
}

// did is what a misuse or a map's check caught the goroutine at, "" for other
// deaths.
func (c crash) did() string {
	switch c.fatal.Class {
	case stackdump.Misuse:
		for _, m := range misuses {
			if strings.HasPrefix(c.fatal.Message, m.message) {
				return m.did
			}
		}
	case stackdump.ConcurrentMap:
		return mapWords(c.fatal.Message).did
	}
	return ""
}

// title says what happened, with the name of the thing where the line tells.
func (c crash) title(sources *Sources) (title, hint string) {
	at := Position{}
	if c.inside() {
		at = c.g.Stack[c.candidate].Position
	}
	msg := c.fatal.Message
	switch c.fatal.Class {
	case stackdump.Misuse:
		return misuseTitle(msg, at, sources), ""
	case stackdump.ConcurrentMap:
		name := "a map"
		if things := onlyMaps(sources.touched(at.File, at.Line)); len(things) == 1 {
			name = things[0].name
		}
		return name + " is " + mapWords(msg).done, ""
	case stackdump.StackOverflow:
		return "a function calls itself without end", ""
	case stackdump.TooManyGoroutines:
		return fmt.Sprintf("more than %d goroutines are alive at once", c.fatal.Limit()), ""
	case stackdump.TooManyThreads:
		return "the program needs more threads than the machine gives it", ""
	case stackdump.OutOfMemory:
		return "the program needs more memory than it may have", ""
	case stackdump.Other, stackdump.Signalled:
		return sentence("the runtime gave up: " + msg), ""
	}
	msg = strings.TrimPrefix(msg, "runtime error: ")
	switch {
	case !c.inside() && c.candidate >= 0:
		msg = "the caller's function panics, and nobody stops it: " + msg
	case !c.inside() && c.own >= 0:
		msg = "the caller panics over what your program returned: " + msg
	}
	return sentence(msg), ""
}

// mapDeaths are what the runtime's check of maps says, by the word that tells
// them apart. The goroutine that dies is the first one named.
var mapDeaths = []struct{ word, did, done string }{
	{"read", "reads it", "read by one goroutine while another writes it"},
	{"iteration", "ranges over it", "ranged over by one goroutine while another writes it"},
	{"clone", "copies it", "copied by one goroutine while another writes it"},
	{"", "writes it", "written by two goroutines at the same time"},
}

func mapWords(msg string) (words struct{ word, did, done string }) {
	for _, words = range mapDeaths {
		if strings.Contains(msg, words.word) {
			break
		}
	}
	return words
}

func onlyMaps(things []thing) []thing {
	var out []thing
	for _, t := range things {
		if t.sort == aMap {
			out = append(out, t)
		}
	}
	return out
}

// misuses says what the runtime's words mean for the thing on the line.
// method is how the thing is found there, %s its name; did is what the
// goroutine that died was doing.
var misuses = []struct {
	message, method, did string
	known, unknown       string
}{
	{"send on closed channel", "<-", "sends",
		"%s is closed, and a goroutine still sends on it", "a goroutine sends on a channel that is closed"},
	{"close of closed channel", "close", "closes it",
		"%s is closed a second time", "a channel is closed a second time"},
	{"close of nil channel", "close", "closes it",
		"%s is closed, but it is nil", "a channel is closed that is nil"},
	{"sync: unlock of unlocked mutex", "Unlock", "unlocks it",
		"%s is unlocked, but nobody holds it", "a mutex is unlocked that nobody holds"},
	{"sync: Unlock of unlocked RWMutex", "Unlock", "unlocks it",
		"%s is unlocked, but nobody holds it", "a mutex is unlocked that nobody holds"},
	{"sync: RUnlock of unlocked RWMutex", "RUnlock", "read-unlocks it",
		"%s is read-unlocked, but nobody holds it for reading", "a mutex is read-unlocked that nobody holds for reading"},
	{"sync: negative WaitGroup counter", "Done", "counts down",
		"%s counts down more often than up", "a WaitGroup counts down more often than up"},
	{"sync: WaitGroup misuse: Add called concurrently with Wait", "Add", "calls Add",
		"%s.Add is called at the same time as Wait", "WaitGroup.Add is called at the same time as Wait"},
	{"sync: WaitGroup is reused", "Wait", "calls Wait",
		"%s is used again before an earlier Wait has returned", "a WaitGroup is used again before an earlier Wait has returned"},
	{"sync.Cond is copied", "", "uses the copy",
		"", "a sync.Cond is copied after its first use"},
}

func misuseTitle(msg string, at Position, sources *Sources) string {
	for _, m := range misuses {
		if !strings.HasPrefix(msg, m.message) {
			continue
		}
		name := ""
		switch m.method {
		case "":
		case "<-":
			name = sources.channel(at)
		case "close":
			name = sources.closed(at)
		default:
			name = sources.receiver(at, m.method)
		}
		if name == "" {
			return m.unknown
		}
		return fmt.Sprintf(m.known, name)
	}
	return sentence(strings.TrimPrefix(msg, "sync: "))
}
