package interview

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Markdown writes the scorecard for a person. Results come first, questions
// then, and the code of the references last, where nobody sees it by accident.
func (c Scorecard) Markdown(w *strings.Builder) {
	fmt.Fprintf(w, "# Interview %s\n\n", escape(c.ID))
	fmt.Fprintf(w, "**%d of %s (%d %%)** in %s of %s. %s\n\n", c.Points, points(c.Max), c.Percent, Spell(c.Took), Spell(c.Length), c.How.sentence())
	fmt.Fprint(w, "| exercise | pillar | level | points | first run | passed | attempts |\n")
	fmt.Fprint(w, "|---|---|--:|--:|---|---|--:|\n")
	for _, r := range c.Exercises {
		fmt.Fprintf(w, "| %s | %s | %d | %d of %d | %s | %s | %d |\n", escape(r.ID), escape(r.Pillar), r.Level,
			r.Best, r.Max, after(r.FirstRun, "never tried"), after(r.PassedAfter, "no"), r.Attempts)
	}
	fmt.Fprintf(w, "\nTimes count from the start. The same set once more:\n\n%s\n", fenced("sh", c.command()+"\n"))

	fmt.Fprint(w, "## On the way\n")
	for _, r := range c.Exercises {
		r.onTheWay(w)
	}
	if !slices.ContainsFunc(c.Exercises, func(r Result) bool { return len(r.Questions)+len(r.Reference) > 0 }) {
		return // a grader that was handed out has neither
	}
	fmt.Fprint(w, "\n## Asked in interviews\n")
	for _, r := range c.Exercises {
		r.questions(w)
	}
	fmt.Fprint(w, "\n## Reference solutions\n")
	for _, r := range c.Exercises {
		r.references(w)
	}
}

func (h How) sentence() string {
	switch h {
	case ByTime:
		return "The time ran out."
	case Finished:
		return "Every exercise passed."
	case Stopped:
		return "It was stopped early."
	}
	return "It ended: " + escape(string(h)) + "."
}

// command draws the same set again.
func (c Scorecard) command() string {
	o := c.Options
	minutes := strconv.FormatFloat(c.Length.Minutes(), 'f', -1, 64)
	s := fmt.Sprintf("racekata-grader interview --minutes %s --exercises %d", minutes, o.Count)
	switch {
	case o.MinLevel > 0 && o.MinLevel == o.MaxLevel:
		s += fmt.Sprintf(" --level %d", o.MinLevel)
	case o.MinLevel > 0 && o.MaxLevel > 0:
		s += fmt.Sprintf(" --level %d..%d", o.MinLevel, o.MaxLevel)
	case o.MinLevel > 0:
		s += fmt.Sprintf(" --level %d..", o.MinLevel)
	case o.MaxLevel > 0:
		s += fmt.Sprintf(" --level ..%d", o.MaxLevel)
	}
	for _, p := range o.Pillars {
		s += " --pillar " + oneLine(p)
	}
	return s + " --seed " + strconv.FormatUint(o.Seed, 10)
}

func (r Result) heading(w *strings.Builder) {
	fmt.Fprintf(w, "\n### %s: %s\n\n", escape(r.ID), escape(r.Title))
}

func (r Result) onTheWay(w *strings.Builder) {
	r.heading(w)
	if !r.Tried() {
		fmt.Fprint(w, "Never tried.\n")
		return
	}
	attempts := "1 attempt"
	if r.Attempts != 1 {
		attempts = strconv.Itoa(r.Attempts) + " attempts"
	}
	fmt.Fprintf(w, "%d of %s; %s, the first %s", r.Best, points(r.Max), attempts, after(r.FirstRun, "at a time unknown"))
	switch {
	case r.PassedAfter != nil:
		fmt.Fprintf(w, "; passed %s", after(r.PassedAfter, ""))
	default:
		fmt.Fprint(w, "; not passed")
	}
	if r.Last != r.Best {
		fmt.Fprintf(w, "; the last attempt had %s", points(r.Last))
	}
	fmt.Fprint(w, ".\n")
	if len(r.Findings) == 0 {
		return
	}
	fmt.Fprintln(w)
	for _, f := range r.Findings {
		fmt.Fprintf(w, "- **%s**: %s. ", escape(string(f.Kind)), escape(f.Title))
		if f.Check != "" {
			fmt.Fprintf(w, "It cost “%s”. ", escape(f.Check))
		}
		if f.Times == 1 {
			fmt.Fprintf(w, "Seen once, after %s; ", Spell(f.First))
		} else {
			fmt.Fprintf(w, "Seen %d times, first after %s; ", f.Times, Spell(f.First))
		}
		if f.Gone {
			fmt.Fprint(w, "gone in your best version.\n")
		} else {
			fmt.Fprint(w, "still in your best version.\n")
		}
	}
}

func (r Result) questions(w *strings.Builder) {
	r.heading(w)
	if len(r.Questions) == 0 {
		fmt.Fprint(w, "There are none for this exercise.\n")
		return
	}
	for i, q := range r.Questions {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "**%s**\n\n%s\n", q.Question, q.Answer)
	}
}

func (r Result) references(w *strings.Builder) {
	r.heading(w)
	if len(r.Reference) == 0 {
		fmt.Fprint(w, "There is none for this exercise.\n")
		return
	}
	for i, f := range r.Reference {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s:\n\n%s", escape(f.Name), fenced(strings.TrimPrefix(path.Ext(f.Name), "."), f.Code))
	}
}

// after is when, in words, or what to say when it never was.
func after(d *time.Duration, never string) string {
	if d == nil {
		return never
	}
	return "after " + Spell(*d)
}

// fenced is a block of code behind a fence that nothing in it can close.
func fenced(language, code string) string {
	longest, run := 0, 0
	for _, c := range code {
		if c == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", max(3, longest+1))
	return fence + language + "\n" + strings.TrimRight(code, "\n") + "\n" + fence + "\n"
}

// escape makes a sentence plain text: in one line, with nothing that Markdown
// or HTML would take for its own. An underscore between letters is left, as
// GitHub leaves it, so that 205_pipeline reads well without Markdown too.
func escape(s string) string {
	runes := []rune(oneLine(s))
	var b strings.Builder
	inWord := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	for i, c := range runes {
		if strings.ContainsRune("\\`*[]<>|~&$", c) || c == '_' && !(inWord(i-1) && inWord(i+1)) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// oneLine takes line breaks and other control characters out of a text.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))), " ")
}
