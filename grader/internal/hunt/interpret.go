package hunt

import (
	"path/filepath"
	"strconv"
	"strings"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/finding/racereport"
	"racekata/grader/internal/finding/stackdump"
	"racekata/grader/internal/runner"
	"racekata/grader/kit/watch"
)

// outcome is what one run says.
type outcome struct {
	// findings are certain: no schedule excuses them.
	findings []finding.Finding
	// own is a failure that counts only if the test passes under another
	// schedule: an assertion, an ordinary panic, an exit.
	own *finding.Finding
	// certain is true when own is no matter of time: the runtime itself
	// panicked, over a nil pointer for instance.
	certain bool
	// hang is what a run looked like that did not end. It counts only if
	// others end.
	hang *finding.Finding
	// passed is true when the test ran to its end and nothing is to be said.
	passed bool
	// skipped is true when the test skipped itself or never began.
	skipped bool
	note    string
	// created is how many goroutines the test created beside those of its
	// subtests; known tells whether the run could tell.
	created int
	known   bool
}

// reader knows how to word what the runs of one package's tests show.
type reader struct {
	test     string
	shown    string // the package's folder as findings write it
	localize finding.Localize
	sources  func(text string) *finding.Sources
}

// read turns what a run brought back into findings. A run that was cut tells
// nothing.
func (rd reader) read(res *result) outcome {
	if res.cut {
		return outcome{}
	}
	var (
		out    outcome
		in     = rd.events(res, &out)
		raced  = len(out.findings) > 0
		stderr = string(res.stderr) + "\n" + string(res.races)
		crash  = finding.Crashed(stderr, res.exitCode, res.signal, rd.localize, rd.sources(stderr))
	)
	// A failing test may not have come to the line that ends its goroutines.
	if in.leak != "" && (!in.failed || raced || lockedForEver(in.leak)) {
		out.findings = append(out.findings, finding.Leaked(in.leak, rd.localize, rd.sources(in.leak)))
	}
	switch {
	case in.told:
	case res.limit == runner.Memory:
		f := finding.Limit("memory")
		out.own = &f
	case res.limit != runner.None:
		f := finding.Limit("time")
		out.hang = &f
	// A panic ends its test as failed before the process dies of it, and one of
	// another goroutine may let the test go on, to a failure that nobody sees.
	case in.ended && in.failed && crash.Kind == finding.Died:
		if !raced {
			text, file, line := failure(string(res.stdout), rd.test)
			f := finding.Assertion(text)
			if file != "" {
				f.Marks = []finding.Mark{{Position: finding.Position{File: filepath.Join(rd.shown, file), Line: line}, Note: "fails here"}}
			}
			out.own = &f
		}
	case in.ended && (res.exitCode == 0 || res.exitCode == raceExit && raced || res.exitCode == 1 && raced):
		out.passed = len(out.findings) == 0
	case !in.began && res.exitCode == 0:
		out.skipped = true
		out.note = "the test binary ends without running it"
	default:
		f := crash
		if in.ended && f.Kind == finding.Died {
			f = finding.Assertion("the test passes, but the test binary then fails\n" + lastLines(string(res.stdout)+string(res.stderr), 5))
		}
		switch f.Kind {
		case finding.Panic, finding.Died, finding.OutOfMemory, finding.OutOfTime:
			if !raced {
				out.own = &f
				fatal, ok := stackdump.ParseFatal(stderr)
				out.certain = ok && fatal.Class == stackdump.RuntimeError
			}
		case finding.WrongResult:
			out.own = &f
		default: // misuse, concurrent map access, stuck
			out.findings = append(out.findings, f)
		}
	}
	if n, err := strconv.Atoi(in.created); err == nil {
		out.created, out.known = n, true
	}
	if in.skipped {
		out.skipped, out.note = true, "it skips itself"
	}
	for i := range out.findings {
		out.findings[i].Test = rd.test
	}
	for _, f := range []*finding.Finding{out.own, out.hang} {
		if f != nil {
			f.Test = rd.test
		}
	}
	return out
}

// raceExit is the exit code of a process whose only fault are races.
const raceExit = 66

// story is what the events tell.
type story struct {
	began, ended, failed, skipped bool
	told                          bool // the watch ended the process and said why
	leak                          string
	created                       string // goroutines, as a number
}

func (rd reader) events(res *result, out *outcome) story {
	for _, report := range racereport.Parse(string(res.races)) {
		f := finding.Race(report, rd.localize, rd.sources(raceText(report)))
		out.findings = finding.Merge(append(out.findings, f))
	}
	var s story
	for _, e := range res.events {
		switch e.Name {
		case runner.EventBegan:
			s.began = true
		case runner.EventLeak:
			s.leak = e.Text
		case runner.EventEnded:
			s.ended, s.failed = true, e.Failed
			s.skipped = e.Text == watch.SkippedText
			s.created = e.Text
		case runner.EventStuck:
			s.told = true
			out.findings = append(out.findings, finding.StuckAt(e.Text, rd.localize, rd.sources(e.Text)))
		case runner.EventBusy:
			s.told = true
			out.findings = append(out.findings, finding.BusyWaitAt(e.Text, rd.localize, rd.sources(e.Text)))
		case runner.EventTime:
			s.told = true
			f := rd.hang(e.Text)
			out.hang = &f
		}
	}
	return s
}

// hang words a run that did not end: who waits, if the test itself does, or
// else who spins.
func (rd reader) hang(dump string) finding.Finding {
	for _, g := range stackdump.Parse(dump) {
		if rd.isTest(g) && g.Parked() {
			return finding.StuckAt(dump, rd.localize, rd.sources(dump))
		}
	}
	return finding.BusyWaitAt(dump, rd.localize, rd.sources(dump))
}

// isTest tells whether a goroutine is the test's own.
func (rd reader) isTest(g stackdump.Goroutine) bool {
	for _, f := range g.Stack {
		if strings.HasSuffix(f.Func, "."+rd.test) {
			return true
		}
	}
	return false
}

// lockedForEver tells whether somebody in the dump waits for a mutex: nobody
// is left to unlock it, whatever way the test ended.
func lockedForEver(dump string) bool {
	for _, g := range stackdump.Parse(dump) {
		if strings.HasPrefix(g.State, "sync.Mutex.") || strings.HasPrefix(g.State, "sync.RWMutex.") {
			return true
		}
	}
	return false
}

// raceText names the files of a report, for reader.sources.
func raceText(r racereport.Report) string {
	var b strings.Builder
	for _, a := range r.Accesses {
		for _, f := range a.Stack {
			b.WriteString("\t" + f.File + ":\n")
		}
	}
	return b.String()
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(lines[max(len(lines)-n, 0):], "\n")
}
