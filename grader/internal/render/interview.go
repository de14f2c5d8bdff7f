package render

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Interview is what stands above the screen of an interview: the clock, the
// points, and how far each exercise is.
func (s Style) Interview(rows []Row, left time.Duration, points, most int) []string {
	// Rounded up: 0:00 is shown when it is over and no earlier.
	seconds := int((left + time.Second - 1) / time.Second)
	clock := fmt.Sprintf("%d:%02d left", seconds/60, seconds%60)
	coloured := s.bold(clock)
	if left < 5*time.Minute {
		coloured = s.bad(clock)
	}
	right := fmt.Sprintf("%d of %d points", points, most)
	lines := []string{between(coloured, clock, s.bold(right), right, s.width())}
	var line, plain string
	for _, r := range rows {
		part := fmt.Sprintf("%s %d/%d", r.ID, r.Points, r.Max)
		shown := part
		switch {
		case r.Passed:
			shown = s.good(part)
		case r.Attempts == 0:
			shown = s.faint(part)
		}
		if plain != "" && utf8.RuneCountInString(plain)+2+utf8.RuneCountInString(part) > s.width() {
			lines = append(lines, line)
			line, plain = "", ""
		}
		if plain != "" {
			line, plain = line+"  ", plain+"  "
		}
		line, plain = line+shown, plain+part
	}
	return append(lines, line)
}

// Score is an interview that is over.
type Score struct {
	ID, How              string
	Took, Length         string // "12 min 30 s"
	Points, Max, Percent int
	Exercises            []ScoreRow
}

// ScoreRow is one exercise of it.
type ScoreRow struct {
	Row
	FirstRun, ToPass string // since the start; "–" when it never came to that
	Met              []string
	Questions        []string
}

// Scorecard writes how an interview went.
func (s Style) Scorecard(w io.Writer, c Score) {
	right := fmt.Sprintf("%d / %d", c.Points, c.Max)
	fmt.Fprintln(w, between(s.bold("interview "+c.ID), "interview "+c.ID, s.bold(right), right, s.width()))
	words := map[string]string{"time": "ended by the clock", "finished": "finished", "stopped": "stopped"}
	fmt.Fprintf(w, "%s after %s of %s; %d %% of the points\n\n", words[c.How], c.Took, c.Length, c.Percent)

	width := len("exercise")
	for _, r := range c.Exercises {
		width = max(width, utf8.RuneCountInString(r.ID))
	}
	fmt.Fprintln(w, s.faint(fmt.Sprintf("    %-*s  %7s  %8s  %12s  %12s", width, "exercise", "points", "attempts", "first run", "passed")))
	for _, r := range c.Exercises {
		mark := s.bad("✗")
		switch {
		case r.Passed:
			mark = s.good("✓")
		case r.Attempts == 0:
			mark = s.faint("·")
		}
		fmt.Fprintf(w, "  %s %-*s  %7s  %8d  %12s  %12s\n", mark, width, r.ID, fmt.Sprintf("%d/%d", r.Points, r.Max), r.Attempts, r.FirstRun, r.ToPass)
	}
	for _, r := range c.Exercises {
		fmt.Fprintf(w, "\n%s\n", s.bold(r.ID))
		switch {
		case r.Attempts == 0:
			fmt.Fprintln(w, "  never tried")
		case len(r.Met) == 0:
			fmt.Fprintln(w, "  no finding was met on the way")
		}
		s.items(w, "met on the way", r.Met)
		s.items(w, "an interviewer would ask", r.Questions)
	}
}

func (s Style) items(w io.Writer, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(w, "  %s\n", s.faint(title))
	for _, item := range items {
		for i, l := range wrap(strings.ReplaceAll(item, "`", ""), s.width()-6) {
			fmt.Fprintf(w, "    %s%s\n", map[bool]string{true: "· ", false: "  "}[i == 0], l)
		}
	}
}
