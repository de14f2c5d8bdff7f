package stackdump

import (
	"regexp"
	"strconv"
	"strings"
)

// Class sorts the ways in which a program ends itself.
type Class string

const (
	// Plain is a panic with a value of the program's own.
	Plain Class = "panic"
	// RuntimeError is a panic that the runtime raised: a nil pointer, an
	// index out of range, a write to a nil map.
	RuntimeError Class = "runtime error"
	// Misuse is a channel or a sync primitive used against its rules.
	Misuse Class = "misuse"
	// ConcurrentMap is the runtime's own check of maps.
	ConcurrentMap Class = "concurrent map access"
	// Deadlock means that nothing could ever go on, in the whole program or
	// in a synctest bubble.
	Deadlock Class = "deadlock"
	// OutOfMemory, TooManyGoroutines and TooManyThreads are limits reached.
	OutOfMemory       Class = "out of memory"
	TooManyGoroutines Class = "too many goroutines"
	TooManyThreads    Class = "too many threads"
	// StackOverflow is recursion without end.
	StackOverflow Class = "stack overflow"
	// TimedOut is the testing package's own timer.
	TimedOut Class = "timed out"
	// Signalled is a dump that was asked for (SIGQUIT) or a fault outside Go.
	Signalled Class = "signal"
	// Other is a fatal error of the runtime that has no class here.
	Other Class = "fatal error"
)

// Fatal is how a program ended itself.
type Fatal struct {
	Class Class
	// Message is the last panic's value or the fatal error's text, without
	// "panic: " or "fatal error: ". Its lines are joined as they were before
	// the runtime indented them.
	Message string
	// Panics is the chain of panics, oldest first. It is empty for a fatal
	// error.
	Panics []Panic
	// Signal is the line in brackets that comes with a fault, "SIGSEGV:
	// segmentation violation code=…".
	Signal string
	// Goroutines is the dump that followed. The first is the one that died,
	// unless the runtime could not tell.
	Goroutines []Goroutine
}

// Panic is one panic of a chain.
type Panic struct {
	Value string
	// Recovered is true when a deferred function had recovered it before the
	// next one began; Repanicked when that one raised the same value again.
	Recovered, Repanicked bool
}

var (
	// The race runtime writes these two without any stack.
	goroutineLimit = regexp.MustCompile(`^race: limit on (\d+) simultaneously alive goroutines is exceeded, dying`)
	raceMemory     = regexp.MustCompile(`ThreadSanitizer(?:: |\S* )(?:failed to (?:allocate|mmap|deallocate)|internal allocator is out of memory|hard rss limit exhausted|.*out of memory)`)
	signalName     = regexp.MustCompile(`^SIG[A-Z]+: `)
)

const (
	panicStart = "panic: "
	fatalStart = "fatal error: "
)

// ParseFatal finds the last panic or fatal error in what a program wrote to
// its standard error. A program may print such lines itself, so a text
// counts for more when stacks follow it, and its exit code has to be looked
// at first. ok is false when there is none.
func ParseFatal(text string) (f Fatal, ok bool) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var (
		dump  = len(lines) // the first header of a goroutine below line i
		bare  = -1         // the last opening line that no stack follows
		glued = -1         // one that begins behind other output on its line
		below int          // the dump below glued
	)
	for i := len(lines) - 1; i >= 0; i-- {
		switch line := lines[i]; {
		case header.MatchString(line):
			dump = i
		case goroutineLimit.MatchString(line):
			return Fatal{Class: TooManyGoroutines, Message: line}, true
		case raceMemory.MatchString(line):
			return Fatal{Class: OutOfMemory, Message: line}, true
		case startsAt(line) == 0 && dump < len(lines):
			return fatalAt(lines[i:], dump-i), true
		case startsAt(line) == 0 && bare < 0:
			bare = i
		case startsAt(line) > 0 && dump < len(lines) && glued < 0 && line[0] != '\t':
			glued, below = i, dump
		}
	}
	if glued >= 0 {
		line := lines[glued]
		lines[glued] = line[startsAt(line):]
		return fatalAt(lines[glued:], below-glued), true
	}
	if bare >= 0 {
		return fatalAt(lines[bare:], len(lines)-bare), true
	}
	for i, line := range lines {
		if signalName.MatchString(line) {
			return Fatal{
				Class: Signalled, Message: line, Signal: line,
				Goroutines: Parse(strings.Join(lines[i:], "\n")),
			}, true
		}
	}
	return Fatal{}, false
}

// startsAt is the place in line at which a fatal text opens, -1 for none.
func startsAt(line string) int {
	p, f := strings.Index(line, panicStart), strings.Index(line, fatalStart)
	if p < 0 || f >= 0 && f < p {
		return f
	}
	return p
}

// fatalAt reads the text that opens lines, and the stacks from line dump on.
func fatalAt(lines []string, dump int) Fatal {
	f := Fatal{Goroutines: Parse(strings.Join(lines[dump:], "\n"))}
	if msg, isThrow := strings.CutPrefix(lines[0], fatalStart); isThrow {
		f.Message = msg
		f.Class = classOf(fatalErrors, msg, Other)
		return f
	}
	for _, line := range lines[:dump] {
		if line == "" {
			break
		}
		if sig, ok := strings.CutPrefix(line, "[signal "); ok {
			f.Signal = strings.TrimSuffix(sig, "]")
			continue
		}
		rest, indented := strings.CutPrefix(line, "\t")
		if value, ok := strings.CutPrefix(rest, panicStart); ok && (indented || len(f.Panics) == 0) {
			f.Panics = append(f.Panics, Panic{Value: value})
		} else if indented {
			f.Panics[len(f.Panics)-1].Value += "\n" + rest
		} // or else another goroutine's output got in between
	}
	for i := range f.Panics {
		f.Panics[i].trim()
	}
	f.Message = f.Panics[len(f.Panics)-1].Value
	f.Class = classOf(panics, f.Message, Plain)
	return f
}

// trim takes the runtime's remarks off the end of a value.
func (p *Panic) trim() {
	for _, remark := range []struct {
		text                  string
		recovered, repanicked bool
	}{
		{" [recovered, repanicked]", true, true},
		{" [recovered]", true, false},
	} {
		if v, ok := strings.CutSuffix(p.Value, remark.text); ok {
			p.Value, p.Recovered, p.Repanicked = v, remark.recovered, remark.repanicked
			return
		}
	}
}

// Panicked returns the frames at which panics of a dying goroutine were
// raised, innermost first, as indexes into its stack: the top of the stack,
// and the frame below each call of panic, both past the runtime's own. A
// value that was recovered and raised again has a frame for each time.
func (g Goroutine) Panicked() []int {
	var at []int
	for i := -1; i < len(g.Stack); i++ {
		if i >= 0 && g.Stack[i].Func != "panic" && g.Stack[i].Func != "runtime.gopanic" {
			continue
		}
		j := i + 1
		for j < len(g.Stack) && isRuntime(g.Stack[j].Func) {
			j++
		}
		if j < len(g.Stack) && g.Stack[j].Func != "panic" {
			at = append(at, j)
		}
	}
	return at
}

func isRuntime(fn string) bool {
	return strings.HasPrefix(fn, "runtime.") || strings.HasPrefix(fn, "internal/runtime/")
}

// Limit is the number of goroutines that a TooManyGoroutines text names, 0
// for other classes.
func (f Fatal) Limit() int {
	if m := goroutineLimit.FindStringSubmatch(f.Message); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}
