package render

import (
	"fmt"
	"io"
	"time"
)

// ExamRow is one line of the self-check.
type ExamRow struct {
	Exercise, Subject string
	Times, Good       int
	Runs, Caught      int
	Problem           string
	Took              time.Duration
}

// ExamLine writes a row as soon as it is known.
func (s Style) ExamLine(w io.Writer, r ExamRow) {
	mark := s.good("✓")
	if r.Problem != "" {
		mark = s.bad("✗")
	}
	right := fmt.Sprintf("%d of %d checks, %5.1f s", r.Good, r.Times, r.Took.Seconds())
	left := "  x " + r.Subject
	fmt.Fprintln(w, between("  "+mark+" "+r.Subject, left, s.faint(right), right, s.width()))
	if r.Problem != "" {
		s.paragraph(w, "", "", r.Problem, "      ")
	}
}

// Missing writes what an exercise lacks in form.
func (s Style) Missing(w io.Writer, items []string) {
	for _, m := range items {
		s.paragraph(w, s.bad("✗")+" ", "✗ ", m, "  ")
	}
}

// Remarks writes what is worth knowing of an exercise and fails nothing.
func (s Style) Remarks(w io.Writer, items []string) {
	for _, r := range items {
		s.paragraph(w, s.mark("·")+" ", "· ", r, "  ")
	}
}

// Heading writes a line in bold.
func (s Style) Heading(w io.Writer, text string) { fmt.Fprintln(w, s.bold(text)) }

// Item writes a line of a doctor's report, with the fix below when it is bad.
func (s Style) Item(w io.Writer, ok bool, what, fix string) {
	mark := s.good("✓")
	if !ok {
		mark = s.bad("✗")
	}
	s.paragraph(w, mark+" ", "✓ ", what, "  ")
	if !ok && fix != "" {
		s.paragraph(w, "", "", "→ "+fix, "      ")
	}
}
