package finding

import (
	"strings"

	"racekata/grader/internal/finding/stackdump"
)

// Leaked words goroutines that a test left behind. text is goleak's list, or
// a dump that holds nothing but them.
func Leaked(text string, localize Localize, sources *Sources) Finding {
	all := stackdump.Parse(text)
	ws := waits(all, localize, sources)
	f := Finding{Kind: Leak, Goroutines: shortened(goroutinesOf(ws))}
	groups := grouped(ws)
	switch n := len(ws); {
	case n == 0:
		n = max(len(all), 1)
		f.Title = someone(n) + " " + plural("is", n) + " left behind"
	case len(groups) == 1 && groups[0].inside:
		f.Title = someone(n) + " " + plural("is", n) + " left behind: " + it(n) + " " + plural(groups[0].phrase, n)
	default:
		f.Title = someone(n) + " " + plural("is", n) + " left behind"
	}
	f.Marks = limitMarks(append(waitMarks(ws), startMarks(ws)...))
	f.Detail = detail(strings.Join(sentences(ws), "\n"))
	return f
}

func it(n int) string {
	if n == 1 {
		return "it"
	}
	return "they"
}

// startMarks shows where the goroutines were started.
func startMarks(ws []wait) []Mark {
	var order []Mark // with the note for one
	ids := map[Mark][]int{}
	for _, w := range ws {
		m, ok := w.start()
		if !ok {
			continue
		}
		if ids[m] == nil {
			order = append(order, m)
		}
		ids[m] = append(ids[m], w.ID)
	}
	var marks []Mark
	for _, m := range order {
		marks = append(marks, Mark{m.Position, goroutines(ids[m]) + " " + plural(m.Note, len(ids[m]))})
	}
	return marks
}

// start is the go statement, or where the function that was handed to wg.Go
// and its like begins; ok is false when neither is the candidate's.
func (w wait) start() (m Mark, ok bool) {
	if w.Created == nil {
		return Mark{}, false
	}
	a := Access{Stack: w.Stack, Created: []Frame{*w.Created}}
	at, exact, ok := startOf(a, w.sources)
	if !ok {
		return Mark{}, false
	}
	if exact {
		return Mark{at, "starts here"}, true
	}
	return Mark{at, "runs this function"}, true
}
