package stackdump

import (
	"regexp"
	"strconv"
	"strings"
)

// maxGoroutines bounds what one dump can cost. The race detector stops a
// program at 8128.
const maxGoroutines = 20000

var (
	header     = regexp.MustCompile(`^goroutine (\d+)(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[(.*)\]:$`)
	leakHeader = regexp.MustCompile(`^\[?Goroutine (\d+) in state (.*), with .* on top of the stack:$`)
	fileLine   = regexp.MustCompile(`^\t(.+):(\d+)(?: \+0x[0-9a-f]+)?(?: fp=0x\S+ sp=0x\S+ pc=0x\S+)?$`)
	createdBy  = regexp.MustCompile(`^created by (.+?)(?: in goroutine (\d+))?$`)
	elided     = regexp.MustCompile(`^\.\.\.(?:(\d+)|additional) frames elided\.\.\.$`)
)

const unavailable = "\tgoroutine running on other thread; stack unavailable"

// Parse returns every goroutine in the text, in order. It reads the dumps of
// runtime.Stack and of SIGQUIT, the stacks below a panic or a fatal error,
// and goleak's lists. What it does not understand it leaves out.
func Parse(text string) []Goroutine {
	var p parser
	for line := range strings.Lines(text) {
		// A test's log indents with spaces; the runtime only with tabs.
		line = strings.TrimLeft(strings.TrimRight(line, "\r\n"), " ")
		if m := header.FindStringSubmatch(line); m != nil {
			if !p.start(m[1], m[2]) {
				break
			}
			continue
		}
		if m := leakHeader.FindStringSubmatch(line); m != nil {
			if !p.start(m[1], m[2]) {
				break
			}
			continue
		}
		if p.open {
			p.line(line)
		}
	}
	return p.all
}

// parser adds lines to the last goroutine of all while it is open.
type parser struct {
	all  []Goroutine
	open bool
	// fn is the first line of a frame, waiting for its second; created and
	// creator say that it is a "created by" line.
	fn      string
	created bool
	creator int
}

// start begins a goroutine. goleak prints its own header above the
// runtime's: the second takes the place of the first. It returns false when
// there are enough.
func (p *parser) start(id, state string) bool {
	g := Goroutine{}
	g.ID, _ = strconv.Atoi(id)
	g.setState(state)
	if n := len(p.all); p.open && n > 0 && p.all[n-1].ID == g.ID && len(p.all[n-1].Stack) == 0 && p.fn == "" {
		p.all[n-1] = g
		return true
	}
	if len(p.all) == maxGoroutines {
		return false
	}
	p.all = append(p.all, g)
	p.open, p.fn, p.created, p.creator = true, "", false, 0
	return true
}

func (p *parser) line(line string) {
	g := &p.all[len(p.all)-1]
	if strings.HasPrefix(line, "\t") {
		if line == unavailable {
			g.Unavailable = true
			return
		}
		m := fileLine.FindStringSubmatch(line)
		if m == nil || p.fn == "" {
			return
		}
		f := Frame{Func: p.fn, File: m[1]}
		f.Line, _ = strconv.Atoi(m[2])
		if p.created {
			g.Created, g.Creator = &f, p.creator
			p.open = false
		} else {
			g.Stack = append(g.Stack, f)
		}
		p.fn, p.created = "", false
		return
	}
	p.fn, p.created = "", false
	if m := elided.FindStringSubmatch(line); m != nil {
		g.Elided, g.ElidedAt = -1, len(g.Stack)
		if m[1] != "" {
			g.Elided, _ = strconv.Atoi(m[1])
		}
		return
	}
	if m := createdBy.FindStringSubmatch(line); m != nil {
		p.fn, p.created = m[1], true
		p.creator, _ = strconv.Atoi(m[2])
		return
	}
	// Arguments hold no parentheses, names may: the last one opens them.
	if i := strings.LastIndexByte(line, '('); i > 0 && strings.HasSuffix(line, ")") {
		p.fn = line[:i]
		return
	}
	p.open = false // a blank line, "[originating from …", the program's output
}

// setState reads what stands between the brackets of a header.
func (g *Goroutine) setState(text string) {
	text, _, _ = strings.Cut(text, " labels:{")
	state, rest, _ := strings.Cut(text, ", ")
	for _, part := range strings.Split(rest, ", ") {
		switch n, unit, _ := strings.Cut(part, " "); {
		case unit == "minutes":
			g.Minutes, _ = strconv.Atoi(n)
		case part == "locked to thread":
			g.Locked = true
		case strings.HasPrefix(part, "synctest bubble "):
			g.Bubble, _ = strconv.Atoi(strings.TrimPrefix(part, "synctest bubble "))
		}
	}
	for {
		switch {
		case strings.HasSuffix(state, " (durable)"):
			g.Durable = true
			state = strings.TrimSuffix(state, " (durable)")
		case strings.HasSuffix(state, " (scan)"):
			state = strings.TrimSuffix(state, " (scan)")
		case strings.HasSuffix(state, " (leaked)"):
			g.Leaked = true
			state = strings.TrimSuffix(state, " (leaked)")
		default:
			g.State = state
			return
		}
	}
}
