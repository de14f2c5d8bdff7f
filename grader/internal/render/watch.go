package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Asking, Warning, Busy and Idle are the status line of a screen that stays: a
// question that waits for y or n, something to know, what is going on, and
// that nothing is.
func (s Style) Asking(text string) string  { return s.mark(text + " (y/n)") }
func (s Style) Warning(text string) string { return s.mark(text) }
func (s Style) Busy(text string) string    { return s.path("▸ " + text) }
func (s Style) Idle(text string) string    { return s.faint(text) }

// Progress is how far someone is, over all exercises and in each pillar, in
// one or two lines.
func (s Style) Progress(rows []Row, width int) []string {
	var pillars []string
	for _, r := range rows {
		if !slices.Contains(pillars, r.Pillar) {
			pillars = append(pillars, r.Pillar)
		}
	}
	const name = "racekata"
	coloured, plain := s.bar(rows)
	if utf8.RuneCountInString(name+" "+plain) > width {
		coloured, plain = "", ""
	}
	lines := []string{between(s.bold(name), name, coloured, plain, width)}
	for _, form := range []struct {
		cells int
		gap   string
	}{{8, "  "}, {4, "  "}, {3, "  "}, {0, "  "}, {0, " "}} {
		var parts, plainParts []string
		for _, p := range pillars {
			passed, all := 0, 0
			for _, r := range rows {
				if r.Pillar == p {
					all++
					if r.Passed {
						passed++
					}
				}
			}
			c, pl := s.small(passed, all, form.cells)
			parts = append(parts, p+" "+c)
			plainParts = append(plainParts, p+" "+pl)
		}
		if utf8.RuneCountInString(strings.Join(plainParts, form.gap)) <= width {
			return append(lines, strings.Join(parts, form.gap))
		}
	}
	return lines
}

// small is a bar of a few cells with its numbers.
func (s Style) small(passed, all, cells int) (coloured, plain string) {
	text := fmt.Sprintf("%d/%d", passed, all)
	if cells == 0 {
		return text, text
	}
	full := cells * passed / max(1, all)
	done, open := strings.Repeat("█", full), strings.Repeat("░", cells-full)
	return s.good(done) + s.faint(open) + " " + text, done + open + " " + text
}
