package racereport

import (
	"regexp"
	"strconv"
	"strings"
)

// maxReports bounds what one log can cost. A process that finds more races
// than this has told all it can.
const maxReports = 1000

const warning = "WARNING: DATA RACE"

var (
	accessLine    = regexp.MustCompile(`^(Previous )?(?i:(atomic )?(read|write)) at (0x[0-9a-fA-F]+) by (?:main goroutine|goroutine (\d+)):$`)
	goroutineLine = regexp.MustCompile(`^Goroutine (\d+) \((running|finished)\) created at:$`)
	fileLine      = regexp.MustCompile(`^(.+):(\d+)(?: \+0x[0-9a-f]+)?$`)
)

// Parse returns every report in the text of one or more logs, in order. It
// never fails: what it does not understand it leaves out.
func Parse(text string) []Report {
	var p parser
	for line := range strings.Lines(text) {
		cut := !strings.HasSuffix(line, "\n")
		line = strings.TrimRight(line, "\r\n")
		if line == warning {
			p.endReport(true)
			p.checkLast()
			if len(p.reports) == maxReports {
				return p.reports
			}
			p.report = &Report{}
			continue
		}
		if p.report == nil {
			if isSeparator(line) {
				p.separators++
			}
			continue
		}
		p.line(line, cut)
	}
	p.endReport(true)
	return p.reports
}

// parser holds the report that is being read and the stack that frames are
// added to.
type parser struct {
	reports []Report
	report  *Report
	stack   *[]Frame
	lost    *bool
	// fn is a frame's first line, waiting for its second.
	fn string
	// separators counts the lines of equal signs since the last report.
	separators int
}

// checkLast is called where a report begins. Two separators lie between it
// and the one before; where there is only one, it belongs to the new report
// and the one before, of another process, had none.
func (p *parser) checkLast() {
	if n := len(p.reports); n > 0 && p.separators == 1 {
		p.reports[n-1].Truncated = true
	}
	p.separators = 0
}

func isSeparator(line string) bool { return strings.HasPrefix(line, "======") }

func (p *parser) endReport(truncated bool) {
	if p.report != nil {
		p.endStack()
		p.report.Truncated = truncated
		for i := range p.report.Accesses {
			a := &p.report.Accesses[i]
			a.Atomic = a.Atomic || len(a.Stack) > 0 && isAtomic(a.Stack[0].Func)
		}
		p.reports = append(p.reports, *p.report)
	}
	p.report = nil
}

func (p *parser) endStack() {
	p.endFrame("", 0)
	p.stack, p.lost = nil, nil
}

func (p *parser) endFrame(file string, line int) {
	if p.stack != nil && p.fn != "" {
		*p.stack = append(*p.stack, Frame{Func: p.fn, File: file, Line: line})
	}
	p.fn = ""
}

// line reads one line of a report. cut is true for a last line without its
// line break, of which the end may be missing.
func (p *parser) line(line string, cut bool) {
	switch {
	case line == "":
		p.endStack()
	case isSeparator(line):
		p.endReport(false)
		p.separators = 1
	case strings.HasPrefix(line, "      "):
		if cut {
			return // the line number may have lost digits
		}
		if m := fileLine.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			n, _ := strconv.Atoi(m[2])
			p.endFrame(m[1], n)
		}
	case strings.HasPrefix(line, "  ["):
		if p.lost != nil {
			*p.lost = true
		}
	case strings.HasPrefix(line, "  "):
		p.endFrame("", 0)
		if !cut {
			p.fn = strings.TrimSuffix(strings.TrimSpace(line), "()")
		}
	default:
		p.endStack()
		p.header(line)
	}
}

// header reads the line above a stack.
func (p *parser) header(line string) {
	if m := accessLine.FindStringSubmatch(line); m != nil {
		address, _ := strconv.ParseUint(m[4], 0, 64)
		id, _ := strconv.Atoi(m[5]) // "" for the main goroutine: 0
		p.report.Accesses = append(p.report.Accesses, Access{
			Write:     strings.EqualFold(m[3], "write"),
			Atomic:    m[2] != "",
			Previous:  m[1] != "",
			Address:   address,
			Goroutine: id,
		})
		a := &p.report.Accesses[len(p.report.Accesses)-1]
		p.stack, p.lost = &a.Stack, &a.Lost
		return
	}
	if m := goroutineLine.FindStringSubmatch(line); m != nil {
		id, _ := strconv.Atoi(m[1])
		p.report.Goroutines = append(p.report.Goroutines, Goroutine{ID: id, Finished: m[2] == "finished"})
		g := &p.report.Goroutines[len(p.report.Goroutines)-1]
		p.stack, p.lost = &g.Stack, &g.Lost
	}
	// "Heap block of size …", "Global var …": the stack that follows belongs
	// to nobody here, and endStack has already put the last one away.
}

// isAtomic reports whether fn is one of the operations of sync/atomic, which
// the detector sees from inside.
func isAtomic(fn string) bool {
	return strings.HasPrefix(fn, "sync/atomic.") || strings.HasPrefix(fn, "internal/runtime/atomic.")
}
