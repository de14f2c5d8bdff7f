package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"racekata/grader/internal/finding/stackdump"
)

// StuckAt words a program in which everyone waits for ever. text is a dump of
// its goroutines; sentences above it, such as a test's "only 1 of 3 readers
// were inside at once", become the title.
func StuckAt(text string, localize Localize, sources *Sources) Finding {
	notes, all := splitDump(text)
	ws := waits(all, localize, sources)
	f := Finding{Kind: Stuck, Goroutines: shortened(goroutinesOf(ws))}
	reason, extra := stuckTitle(ws)
	f.Title = reason
	var lines []string
	for _, n := range notes {
		if strings.HasPrefix(n, "deadlock: ") {
			continue // the runtime's word for what the kind says
		}
		if len(lines) == 0 {
			f.Title = sentence(n)
			lines = append(lines, reason)
			continue
		}
		lines = append(lines, n)
	}
	f.Marks = limitMarks(append(extra, waitMarks(ws)...))
	lines = append(lines, sentences(ws)...)
	f.Detail = detail(strings.Join(lines, "\n"))
	return f
}

// splitDump takes what a test had to say off the top of a dump.
func splitDump(text string) (notes []string, all []stackdump.Goroutine) {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "goroutine ") || strings.HasPrefix(line, "runtime stack:") ||
			strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "SIG") {
			break
		}
		if line = strings.TrimSpace(line); line != "" {
			notes = append(notes, line)
		}
	}
	return notes, stackdump.Parse(text)
}

func goroutinesOf(ws []wait) []Goroutine {
	var out []Goroutine
	for _, w := range ws {
		out = append(out, w.Goroutine)
	}
	return out
}

// stuckTitle finds the most telling sentence about goroutines that wait for
// ever, and the lines where locks were taken that belong to it.
func stuckTitle(ws []wait) (title string, extra []Mark) {
	if title, extra = selfLock(ws); title != "" {
		return title, extra
	}
	if title, extra = lockCycle(ws); title != "" {
		return title, extra
	}
	if title, extra = nestedLock(ws); title != "" {
		return title, extra
	}
	if title, extra = waitsWithLock(ws); title != "" {
		return title, extra
	}
	groups := grouped(ws)
	switch {
	case len(groups) == 0:
		return "the caller waits for something that your program never does", nil
	case len(groups) == 1 && groups[0].at.Line > 0 && !groups[0].inside:
		return someone(len(groups[0].ids)) + " " + plural("waits", len(groups[0].ids)) + " inside the caller's function, and nobody is left to wake " + them(len(groups[0].ids)), nil
	case len(groups) == 1:
		g := groups[0]
		return someone(len(g.ids)) + " " + plural(g.phrase, len(g.ids)) + " for ever", nil
	}
	return fmt.Sprintf("%s wait, and none can go on", someone(len(ws))), nil
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// maxCompared bounds how many goroutines are compared with each other. Where
// thousands wait, they wait at the same few lines.
const maxCompared = 300

// selfLock finds a goroutine that waits for the very lock that it holds.
func selfLock(ws []wait) (string, []Mark) {
	for _, w := range ws {
		for _, l := range w.keepsAlready() {
			if w.isSame(l) {
				return fmt.Sprintf("a goroutine waits for %s, which it holds itself", w.wants.name), []Mark{w.keeps(l)}
			}
		}
	}
	return "", nil
}

// nestedLock finds a goroutine that waits for a lock of which it holds one
// already, of this value or of another.
func nestedLock(ws []wait) (string, []Mark) {
	for _, w := range ws {
		for _, l := range w.keepsAlready() {
			return fmt.Sprintf("a goroutine waits to lock %s while it keeps one locked", w.wants.name), []Mark{w.keeps(l)}
		}
	}
	return "", nil
}

// keepsAlready are the locks held that bear the name of the one waited for.
func (w wait) keepsAlready() []lock {
	var out []lock
	if w.wants == nil {
		return nil
	}
	for _, l := range w.held {
		if l.key == w.wants.key && !(l.read && w.wants.read) {
			out = append(out, l)
		}
	}
	return out
}

// isSame reports whether a lock held is certain to be the lock waited for:
// it is written alike in one function, or it belongs to the receiver of each
// method on the way down.
func (w wait) isSame(l lock) bool {
	innermost := firstOf(w.Stack, Candidate)
	if l.frame == innermost {
		return l.expr == w.wants.expr && l.at != w.wants.at
	}
	if !l.own || !w.wants.own {
		return false
	}
	for i := innermost + 1; i <= l.frame; i++ {
		if w.Stack[i].Origin != Candidate || !w.sources.callsOnReceiver(w.Stack[i].Position, w.Stack[i-1].Func) {
			return false
		}
	}
	return true
}

func (w wait) keeps(l lock) Mark {
	verb := "locked"
	if l.read {
		verb = "read-locked"
	}
	return Mark{l.at, fmt.Sprintf("goroutine %d %s %s here and still holds it", w.ID, verb, l.name)}
}

// lockCycle finds goroutines each of which keeps a lock and waits for one
// that another of them keeps, as far as the names of the locks tell.
func lockCycle(ws []wait) (string, []Mark) {
	type edge struct {
		w    wait
		held lock
	}
	var edges []edge
	for _, w := range ws[:min(len(ws), maxCompared)] {
		if w.wants != nil && len(w.held) > 0 {
			edges = append(edges, edge{w, w.held[len(w.held)-1]})
		}
	}
	for i, a := range edges {
		for _, b := range edges[i+1:] {
			if !wanted(a.w, b.w.held) || !wanted(b.w, a.w.held) {
				continue
			}
			marks := []Mark{a.w.keeps(a.held), b.w.keeps(b.held)}
			if a.held.key == b.held.key && a.held.at == b.held.at {
				marks = []Mark{{a.held.at, goroutines([]int{a.w.ID, b.w.ID}) + " each locked one " + a.held.name + " here and still hold it"}}
			}
			if a.held.key == a.w.wants.key {
				return fmt.Sprintf("two goroutines each keep one %s and wait for another", a.held.name), marks
			}
			return fmt.Sprintf("one goroutine keeps %s and waits for %s, another keeps %s and waits for %s",
				a.held.name, a.w.wants.name, b.held.name, b.w.wants.name), marks
		}
	}
	return "", nil
}

// wanted reports whether a lock of that declaration is among those held.
func wanted(w wait, held []lock) bool {
	return slices.ContainsFunc(held, func(l lock) bool { return l.key == w.wants.key })
}

// waitsWithLock finds a goroutine that waits for something else while it
// keeps a lock that others wait for.
func waitsWithLock(ws []wait) (string, []Mark) {
	for _, w := range ws[:min(len(ws), maxCompared)] {
		for _, l := range w.held {
			if w.wants != nil && w.wants.key == l.key {
				continue
			}
			others := 0
			for _, o := range ws {
				if o.ID != w.ID && o.wants != nil && o.wants.key == l.key {
					others++
				}
			}
			if others == 0 || strings.HasPrefix(w.phrase, "waits for a signal of") {
				continue // Cond.Wait gives its lock back
			}
			what := w.phrase
			if !w.inside {
				what = "waits inside the caller's function"
			}
			return fmt.Sprintf("a goroutine %s while it holds %s, which %s for", what, l.name, othersWait(others)), []Mark{w.keeps(l)}
		}
	}
	return "", nil
}

func othersWait(n int) string {
	if n == 1 {
		return "another waits"
	}
	return fmt.Sprintf("%d others wait", n)
}

// group is goroutines that do the same at the same line.
type group struct {
	at     Position
	inside bool
	phrase string
	ids    []int
}

// grouped puts goroutines together that do the same at the same line, in the
// order of their numbers.
func grouped(ws []wait) []group {
	ws = slices.Clone(ws)
	slices.SortStableFunc(ws, func(a, b wait) int { return cmp.Compare(a.ID, b.ID) })
	var groups []group
	for _, w := range ws {
		i := slices.IndexFunc(groups, func(g group) bool {
			return g.at == w.at && g.inside == w.inside && g.phrase == w.phrase
		})
		if i < 0 {
			groups = append(groups, group{at: w.at, inside: w.inside, phrase: w.phrase})
			i = len(groups) - 1
		}
		groups[i].ids = append(groups[i].ids, w.ID)
	}
	return groups
}

// waitMarks shows each line at which goroutines wait.
func waitMarks(ws []wait) []Mark {
	var marks []Mark
	for _, g := range grouped(ws) {
		if g.at.Line == 0 {
			continue
		}
		n := len(g.ids)
		note := goroutines(g.ids) + " " + plural(g.phrase, n) + " here"
		if !g.inside {
			note = goroutines(g.ids) + " " + plural("calls", n) + " the caller's function here, which " + g.phrase
		}
		marks = append(marks, Mark{g.at, note})
	}
	return marks
}

// sentences says the same in words: "goroutine 7 waits to lock at x.go:31".
func sentences(ws []wait) []string {
	var lines []string
	for _, g := range grouped(ws) {
		n := len(g.ids)
		line := goroutines(g.ids) + " " + plural(g.phrase, n)
		switch {
		case g.at.Line == 0:
			line += " in the caller's function"
		case !g.inside:
			line += " in the caller's function that was called at " + g.at.String()
		default:
			line += " at " + g.at.String()
		}
		lines = append(lines, line)
	}
	return lines
}

// limitMarks shows each line once, with all that is to be said of it.
func limitMarks(marks []Mark) []Mark {
	var out []Mark
	for _, m := range marks {
		i := slices.IndexFunc(out, func(o Mark) bool { return o.Position == m.Position })
		switch {
		case i < 0:
			out = append(out, m)
		case out[i].Note != m.Note:
			out[i].Note += "; " + m.Note
		}
	}
	return out[:min(len(out), maxMarks)]
}
