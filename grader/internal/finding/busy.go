package finding

import (
	"fmt"
	"slices"
	"strings"

	"racekata/grader/internal/finding/stackdump"
)

// BusyWaitAt words a program that will not come to rest. text is a dump of
// its goroutines.
func BusyWaitAt(text string, localize Localize, sources *Sources) Finding {
	all := stackdump.Parse(text)
	f := Finding{Kind: BusyWait}
	spins, sleeps := spinning(all, localize, sources)
	f.Goroutines = shortened(goroutinesOf(slices.Concat(spins, sleeps)))
	switch {
	case len(spins) > 0:
		// One that polls with a ticker looks the same while it is awake.
		f.Title = fmt.Sprintf("%s %s, or %s again and again, instead of waiting", someone(len(spins)), plural("spins", len(spins)), plural("looks", len(spins)))
	case len(sleeps) > 0:
		f.Title = fmt.Sprintf("%s %s sleeping and asking again instead of waiting", someone(len(sleeps)), plural("keeps", len(sleeps)))
	default:
		f.Title = "the program never comes to rest"
	}
	f.Marks = limitMarks(append(sources.spinMarks(spins, "spins"), sources.spinMarks(sleeps, "sleeps and asks again")...))
	f.Detail = detail(strings.Join(sentences(slices.Concat(spins, sleeps)), "\n"))
	return f
}

// spinning are the goroutines that run the candidate's own code without
// being parked: those that run, and those that only sleep.
func spinning(all []stackdump.Goroutine, localize Localize, sources *Sources) (spins, sleeps []wait) {
	var restless []stackdump.Goroutine
	for _, g := range all {
		if !g.Parked() {
			restless = append(restless, g)
		}
	}
	for _, w := range waits(restless, localize, sources) {
		switch {
		case !w.inside:
			// The caller's code, which the candidate called; or one that has
			// not begun to run.
		case w.State == "sleep":
			sleeps = append(sleeps, w)
		default:
			w.phrase = "spins"
			spins = append(spins, w)
		}
	}
	return spins, sleeps
}

// spinMarks shows the line at which a goroutine was seen, and the loop that
// brings it back there.
func (s *Sources) spinMarks(ws []wait, phrase string) []Mark {
	var marks []Mark
	for _, g := range grouped(ws) {
		n := len(g.ids)
		verb, rest, _ := strings.Cut(phrase, " ")
		if rest != "" && n > 1 {
			rest = "and ask again"
		}
		note := strings.TrimSuffix(goroutines(g.ids)+" "+plural(verb, n)+" "+rest, " ") + " here"
		marks = append(marks, Mark{g.at, note})
		if loop := s.loop(g.at.File, g.at.Line); loop > 0 && loop != g.at.Line {
			marks = append(marks, Mark{Position{File: g.at.File, Line: loop}, "in this loop"})
		}
	}
	return marks
}
