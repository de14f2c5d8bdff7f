package interview

import (
	"regexp"
	"slices"
	"time"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
)

// record counts one attempt. To run the same code again is none, but what it
// shows this time counts.
func (e *Standing) record(v *verdict.Verdict, hash string, at time.Duration) {
	first := e.Attempts == 0
	if first || hash != e.LastHash {
		e.Attempts++
	}
	e.LastHash = hash
	if first || at < *e.FirstRun {
		e.FirstRun = &at
	}
	// Two processes may report in another order than they read the code.
	if v.Outcome == verdict.Passed && (e.PassedAfter == nil || at < *e.PassedAfter) {
		e.PassedAfter = &at
	}
	points := min(max(0, v.Points), e.Max)
	e.Last = points
	best := first || points > e.Best || points == e.Best && judged(v)
	if best {
		e.Best, e.BestHash = points, hash
	}

	met := findingsOf(v)
	for _, m := range met {
		i := slices.IndexFunc(e.Findings, m.same)
		if i < 0 {
			m.First, m.Gone = at, true
			e.Findings = append(e.Findings, m)
			continue
		}
		e.Findings[i].Times++
		e.Findings[i].First = min(e.Findings[i].First, at)
	}
	if best {
		for i := range e.Findings {
			e.Findings[i].Gone = !slices.ContainsFunc(met, e.Findings[i].same)
		}
	}
}

// judged tells whether the code came as far as being run: an attempt that does
// not compile is no better than an earlier one with as few points.
func judged(v *verdict.Verdict) bool {
	return slices.ContainsFunc(v.Checks, func(c verdict.Check) bool { return c.State != verdict.CheckOpen })
}

// findingsOf is what a verdict shows, each thing once.
func findingsOf(v *verdict.Verdict) []Met {
	var all []Met
	for i, f := range v.Findings {
		m := Met{Kind: f.Kind, Title: f.Title, Times: 1}
		for _, c := range v.Checks {
			if slices.Contains(c.Findings, i) {
				m.Check = c.Name
				break
			}
		}
		if m.Kind != "" && !slices.ContainsFunc(all, m.same) {
			all = append(all, m)
		}
	}
	return all
}

var numbers = regexp.MustCompile(`[0-9]+`)

// same tells whether two findings are one thing to a person. Lines move and
// counts vary from one attempt to the next, so numbers do not matter; and a
// wrong result of one check may be worded in as many ways as there are results.
func (m Met) same(o Met) bool {
	return m.Kind == o.Kind && m.Check == o.Check && (m.Kind == finding.WrongResult || steady(m.Title) == steady(o.Title))
}

func steady(title string) string { return numbers.ReplaceAllString(title, "#") }
