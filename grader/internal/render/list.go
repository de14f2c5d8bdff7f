package render

import (
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// Row is one exercise of the list.
type Row struct {
	ID, Title, Pillar string
	Level             int
	Points, Max       int
	Attempts          int
	Passed            bool
}

// List writes the exercises by pillar.
func (s Style) List(w io.Writer, rows []Row) {
	width := 0
	var pillars []string
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r.ID))
		if !slices.Contains(pillars, r.Pillar) {
			pillars = append(pillars, r.Pillar)
		}
	}
	passed := 0
	for i, p := range pillars {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, s.bold(p))
		for _, r := range rows {
			if r.Pillar != p {
				continue
			}
			mark, points := "·", ""
			switch {
			case r.Passed:
				mark = s.good("✓")
				passed++
			case r.Attempts > 0:
				mark = s.bad("✗")
			}
			if r.Attempts > 0 {
				points = fmt.Sprintf("%d / %d", r.Points, r.Max)
			}
			title := clip(r.Title, s.width()-width-26)
			left := fmt.Sprintf("  %-*s  level %d  %s", width+2, "x "+r.ID, r.Level, title)
			coloured := fmt.Sprintf("  %s %-*s  level %d  %s", mark, width, r.ID, r.Level, title)
			if points == "" {
				fmt.Fprintln(w, coloured)
				continue
			}
			fmt.Fprintln(w, between(coloured, left, points, points, s.width()))
		}
	}
	fmt.Fprintf(w, "\n%d of %d passed\n", passed, len(rows))
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
	}
}
