package render

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Row is one exercise of the list.
type Row struct {
	ID       string `json:"exercise"`
	Title    string `json:"title"`
	Pillar   string `json:"pillar"`
	Level    int    `json:"level"`
	Points   int    `json:"points"` // of the last check
	Max      int    `json:"max"`
	Attempts int    `json:"attempts"`
	Passed   bool   `json:"passed"`
	// Changed is true when the code has changed since it passed.
	Changed bool `json:"changed,omitempty"`
	// TestsChanged is true when what judges it has changed since it passed.
	TestsChanged bool `json:"tests_changed,omitempty"`
}

// List writes the exercises by pillar, and a bar for each pillar. The columns on
// the right have a heading once there is anything in them.
func (s Style) List(w io.Writer, rows []Row) {
	width := 0
	var pillars []string
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r.ID))
		if !slices.Contains(pillars, r.Pillar) {
			pillars = append(pillars, r.Pillar)
		}
	}
	if slices.ContainsFunc(rows, func(r Row) bool { return r.Attempts > 0 }) {
		const heading = "points, times checked"
		fmt.Fprintln(w, between("", "", s.faint(heading), heading, s.width()))
	}
	for i, p := range pillars {
		if i > 0 {
			fmt.Fprintln(w)
		}
		var of []Row
		for _, r := range rows {
			if r.Pillar == p {
				of = append(of, r)
			}
		}
		bar, plain := s.bar(of)
		fmt.Fprintln(w, between(s.bold(p), p, bar, plain, s.width()))
		for _, r := range of {
			s.row(w, r, width)
		}
	}
	bar, plain := s.bar(rows)
	fmt.Fprintf(w, "\n%s\n", between(s.bold("all"), "all", bar, plain, s.width()))
}

func (s Style) row(w io.Writer, r Row, width int) {
	mark, right := "·", ""
	switch {
	case r.Passed:
		mark = s.good("✓")
	case r.Attempts > 0:
		mark = s.bad("✗")
	}
	switch {
	case r.TestsChanged:
		right = "its tests changed since it passed"
	case r.Changed:
		right = "changed since it passed"
	case r.Attempts > 0:
		right = fmt.Sprintf("%d / %d", r.Points, r.Max)
	}
	if r.Attempts > 0 {
		right += fmt.Sprintf("  %3d×", r.Attempts)
	}
	title := clip(r.Title, s.width()-width-17-utf8.RuneCountInString(right))
	left := fmt.Sprintf("  %-*s  level %d  %s", width+2, "x "+r.ID, r.Level, title)
	coloured := fmt.Sprintf("  %s %-*s  level %d  %s", mark, width, r.ID, r.Level, title)
	if right == "" {
		fmt.Fprintln(w, strings.TrimRight(coloured, " "))
		return
	}
	fmt.Fprintln(w, between(coloured, left, right, right, s.width()))
}

// bar shows how many of the rows have passed: "██████░░░░ 3 of 5".
func (s Style) bar(rows []Row) (coloured, plain string) {
	const cells = 20
	passed := 0
	for _, r := range rows {
		if r.Passed {
			passed++
		}
	}
	full := 0
	if len(rows) > 0 {
		full = cells * passed / len(rows)
	}
	done, open := strings.Repeat("█", full), strings.Repeat("░", cells-full)
	text := fmt.Sprintf(" %2d of %2d", passed, len(rows))
	return s.good(done) + s.faint(open) + text, done + open + text
}

// StatusLine writes how far someone is, and with which exercise now.
func (s Style) StatusLine(w io.Writer, rows []Row, now Row) {
	passed := 0
	for _, r := range rows {
		if r.Passed {
			passed++
		}
	}
	points := fmt.Sprintf("%d/%d", now.Points, now.Max)
	if now.Attempts == 0 {
		points = "not tried"
	}
	fmt.Fprintf(w, "%s %d/%d · %s %s\n", s.bold("racekata"), passed, len(rows), now.ID, points)
}

// Hints writes the hints given so far, the newest last.
func (s Style) Hints(w io.Writer, id, check string, hints []string, n int, again string) {
	fmt.Fprintf(w, "%s · %s\n\n", s.bold(id), check)
	for i, h := range hints[:n] {
		label := fmt.Sprintf("%d of %d  ", i+1, len(hints))
		s.paragraph(w, s.faint(label), label, h, "  ")
	}
	if n < len(hints) {
		fmt.Fprintf(w, "\n  a clearer one: %s\n", again)
		return
	}
	fmt.Fprintf(w, "\n  these are all the hints on this check\n")
}
