package render

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

// Grading is how far a grading run is.
type Grading struct {
	Done, All int
	// Judged is how many were judged in Took, rather than known before.
	Judged int
	Took   time.Duration
	// Doing is whose and what was judged last.
	Doing string
}

// Line is the run in a line:
//
//	██████░░░░░░░░░░░░░░  812 of 3000 · 96 a minute · 23 min left · ada 101_counter
func (g Grading) Line() string {
	const cells = 20
	full := 0
	if g.All > 0 {
		full = cells * g.Done / g.All
	}
	parts := []string{fmt.Sprintf("%s%s %d of %d", strings.Repeat("█", full), strings.Repeat("░", cells-full), g.Done, g.All)}
	if g.Judged >= 3 && g.Took > 0 {
		each := g.Took / time.Duration(g.Judged)
		parts = append(parts, fmt.Sprintf("%.0f a minute", float64(time.Minute)/float64(each)), left(time.Duration(g.All-g.Done)*each))
	}
	if g.Doing != "" {
		parts = append(parts, g.Doing)
	}
	return strings.Join(parts, " · ")
}

// left says a time in the one unit that tells most.
func left(d time.Duration) string {
	switch {
	case d <= 0:
		return "done"
	case d < time.Minute:
		return fmt.Sprintf("%d s left", int(d.Seconds())+1)
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min left", int(d.Minutes())+1)
	}
	return fmt.Sprintf("%d h left", int(d.Hours())+1)
}

// Graded writes a verdict of a class in a line.
func (s Style) Graded(w io.Writer, student string, v *verdict.Verdict, kept bool) {
	mark := s.bad("✗")
	words := string(v.Outcome)
	switch v.Outcome {
	case verdict.Passed:
		mark = s.good("✓")
	case verdict.Fault:
		words += ": " + v.Fault
	}
	if len(v.Findings) > 0 && v.Outcome != verdict.Passed {
		words = string(v.Findings[0].Kind)
	}
	if kept {
		words += " · known"
	}
	line := fmt.Sprintf("%-24s %-20s %2d / %d  %s", clip(student, 24), v.Exercise, v.Points, v.Max, strings.ReplaceAll(words, "\n", " "))
	fmt.Fprintf(w, "%s %s\n", mark, clip(line, s.width()-2))
}

// Class writes what a grading run came to: a row for each exercise.
func (s Style) Class(w io.Writer, r *results.Results) {
	if r.Title != "" {
		fmt.Fprintln(w, s.bold(r.Title))
	}
	width := 0
	for _, e := range r.Exercises {
		width = max(width, utf8.RuneCountInString(e.ID))
	}
	fmt.Fprintln(w, s.faint(fmt.Sprintf("  %-*s  passed  not yet  not in  faults   mean", width, "")))
	for i, e := range r.Exercises {
		var passed, failed, missing, faults int
		sum := 0.0
		for _, st := range r.Students {
			g := &st.Grades[i]
			sum += g.Points
			switch {
			case g.State == results.Missing:
				missing++
			case g.State == results.Fault:
				faults++
			case g.Verdict.Outcome == verdict.Passed:
				passed++
			default:
				failed++
			}
		}
		mean := 0.0
		if n := len(r.Students); n > 0 {
			mean = sum / float64(n)
		}
		fault := fmt.Sprintf("%6d", faults)
		if faults > 0 {
			fault = s.bad(fault)
		}
		fmt.Fprintf(w, "  %-*s  %6d  %7d  %6d  %s  %5.1f of %d\n", width, e.ID, passed, failed, missing, fault, mean, e.Max)
	}
	odd := 0
	for _, st := range r.Students {
		if len(st.Notes) > 0 {
			odd++
		}
	}
	fmt.Fprintf(w, "\n%d students", len(r.Students))
	if odd > 0 {
		fmt.Fprintf(w, ", of %d of whom there is something to note", odd)
	}
	fmt.Fprintln(w)
	for _, u := range r.Unprotected {
		fmt.Fprintf(w, "%s %s\n", s.mark("sandbox:"), u)
	}
}
