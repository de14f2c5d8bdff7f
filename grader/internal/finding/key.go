package finding

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Key is equal for findings that are the same thing, seen in two runs or by
// two tests: the same kind at the same lines of the candidate. Numbers of
// goroutines, addresses and counts that vary do not matter.
func (f Finding) Key() string {
	parts := []string{string(f.Kind)}
	switch f.Kind {
	case WrongResult:
		parts = append(parts, f.Test, steady(f.Title))
	case CompileError, Forbidden:
		parts = append(parts, f.Rule, f.Title)
	}
	at := f.positions()
	parts = append(parts, at...)
	if len(at) == 0 {
		parts = append(parts, steady(f.Title))
	}
	return strings.Join(parts, "|")
}

var number = regexp.MustCompile(`\d+`)

// steady takes the numbers out of a sentence.
func steady(s string) string { return number.ReplaceAllString(s, "#") }

// positions are the lines of the candidate that make a finding what it is,
// sorted: of both accesses, of every goroutine, or else the first mark.
func (f Finding) positions() []string {
	var at []string
	add := func(stack []Frame) {
		if i := firstOf(stack, Candidate); i >= 0 {
			at = append(at, stack[i].Position.String())
		}
	}
	switch f.Kind {
	case DataRace:
		for _, a := range f.Accesses {
			// The detector leaves the caller of sync/atomic out: the frame
			// that it shows depends on the way that led there.
			if !strings.HasPrefix(a.Kind, "atomic ") {
				add(a.Stack)
			}
		}
	case Stuck, BusyWait, Leak, OutOfTime:
		for _, g := range f.Goroutines {
			add(g.Stack)
		}
	}
	if len(at) == 0 && len(f.Marks) > 0 {
		p := f.Marks[0].Position
		at = append(at, fmt.Sprintf("%s:%d", p, p.Column))
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// Merge lists every distinct finding once, in the order first seen. What a
// run saw in part, because the detector lost a stack or because fewer
// goroutines had arrived when it got stuck, is one with what another run saw
// in full; then the fuller one is kept in the place of the first.
func Merge(all []Finding) []Finding {
	var out []Finding
	for _, f := range all {
		i := slices.IndexFunc(out, func(have Finding) bool { return SameThing(have, f) })
		switch {
		case i < 0:
			out = append(out, f)
		case f.Fuller(out[i]):
			out[i] = f
		}
	}
	return out
}

// Fuller reports whether f shows more of the same thing than other does.
func (f Finding) Fuller(other Finding) bool { return len(f.positions()) > len(other.positions()) }

// SameThing reports whether two findings are one, seen alike or in part.
func SameThing(a, b Finding) bool {
	if a.Key() == b.Key() {
		return true
	}
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case DataRace:
		if !a.lostSide() && !b.lostSide() {
			return false
		}
	case Stuck, BusyWait, Leak:
		if a.Test != b.Test {
			return false
		}
	default:
		return false
	}
	pa, pb := a.positions(), b.positions()
	if len(pa) > len(pb) {
		pa, pb = pb, pa
	}
	return len(pa) > 0 && !slices.ContainsFunc(pa, func(p string) bool { return !slices.Contains(pb, p) })
}

// lostSide reports whether the detector lost the stack of an access.
func (f Finding) lostSide() bool {
	return len(f.Accesses) < 2 || slices.ContainsFunc(f.Accesses, func(a Access) bool { return len(a.Stack) == 0 })
}
