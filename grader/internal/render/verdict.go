package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"racekata/grader/internal/explain"
	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/verdict"
)

// findingsShown bounds how many findings of one check are shown in full; the
// rest are counted. The first is nearly always the one to work on.
const findingsShown = 2

// Verdict writes the screen of one verdict. next is the last line, what to do
// now; it may be empty.
func (s Style) Verdict(out io.Writer, v *verdict.Verdict, sources Sources, next string) {
	w := &strings.Builder{}
	s.header(w, v)
	switch v.Outcome {
	case verdict.Fault:
		s.paragraph(w, s.bad("fault")+": ", "fault: ", "the grader could not judge this, and nobody is to blame but the grader or the machine", "  ")
		s.paragraph(w, "", "", v.Fault, "    ")
	case verdict.Refused:
		for i := range v.Findings {
			s.finding(w, &v.Findings[i], v, sources)
		}
	default:
		if len(v.Checks) > 0 && v.Checks[0].State == verdict.CheckOpen {
			// It does not compile: no check has anything of its own to say.
			for i := range v.Findings {
				s.finding(w, &v.Findings[i], v, sources)
			}
			break
		}
		s.checks(w, v, sources)
	}
	for _, l := range v.LeftOut {
		s.paragraph(w, s.faint("left out")+": ", "left out: ", l, "  ")
	}
	s.advice(w, v)
	if next != "" {
		fmt.Fprintf(w, "\n  %s\n", next)
	}
	// Each part ends with the blank line that it wants; two together are one.
	io.WriteString(out, strings.ReplaceAll(w.String(), "\n\n\n", "\n\n"))
}

func (s Style) header(w io.Writer, v *verdict.Verdict) {
	left := fmt.Sprintf("%s · %s · level %d", v.Exercise, v.Pillar, v.Level)
	if utf8.RuneCountInString(left)+10 > s.width() {
		left = v.Exercise
	}
	right := fmt.Sprintf("%d / %d", v.Points, v.Max)
	points := s.bad(right)
	if v.Outcome == verdict.Passed {
		points = s.good(right)
	}
	fmt.Fprintf(w, "%s\n\n", between(s.bold(v.Exercise)+strings.TrimPrefix(left, v.Exercise), left, points, right, s.width()))
}

func (s Style) checks(w io.Writer, v *verdict.Verdict, sources Sources) {
	told := map[int]bool{}
	for _, c := range v.Checks {
		s.check(w, v, c)
		shown := 0
		for _, i := range c.Findings {
			f := &v.Findings[i]
			if told[i] {
				s.again(w, f)
				continue
			}
			if shown == findingsShown {
				rest := len(c.Findings) - shown
				fmt.Fprintf(w, "    %s\n", s.faint(fmt.Sprintf("and %d more; %s", rest, s.wholeList())))
				break
			}
			told[i] = true
			if j := slices.IndexFunc(v.Findings[:i], func(o verdict.Finding) bool {
				return o.Kind == finding.DataRace && f.Kind == finding.DataRace && o.Title == f.Title
			}); j >= 0 && told[j] {
				// The same memory at other lines: one fix mends both.
				s.alike(w, f)
				continue
			}
			shown++
			s.finding(w, f, v, sources)
		}
	}
}

// wholeList says where all findings are.
func (s Style) wholeList() string {
	switch {
	case s.Screen:
		return "o shows all"
	case s.Make:
		return "JSON=1 lists all"
	}
	return "--json lists all"
}

func (s Style) check(w io.Writer, v *verdict.Verdict, c verdict.Check) {
	right := fmt.Sprintf("%d / %d", c.Points, c.Max)
	mark, points := s.good("✓"), s.good(right)
	switch c.State {
	case verdict.CheckFailed:
		mark, points = s.bad("✗"), s.bad(right)
	case verdict.CheckOpen:
		right = "not judged"
		mark, points = s.faint("·"), s.faint(right)
	case verdict.CheckPending:
		right = "counts once another passes"
		if len(v.Checks) > 0 && v.Checks[0].State == verdict.CheckFailed {
			right = "counts once the first one passes"
		}
		points = s.faint(right)
	}
	plain := "  x " + c.Name
	if utf8.RuneCountInString(plain)+1+utf8.RuneCountInString(right) > s.width() {
		lines := wrap(c.Name, s.width()-4)
		for i, l := range lines[:len(lines)-1] {
			fmt.Fprintf(w, "  %s %s\n", map[bool]string{true: mark, false: " "}[i == 0], l)
		}
		last := "    " + lines[len(lines)-1]
		if len(lines) == 1 {
			fmt.Fprintf(w, "  %s %s\n", mark, c.Name)
			last = ""
		}
		if utf8.RuneCountInString(last)+1+utf8.RuneCountInString(right) > s.width() {
			fmt.Fprintln(w, last)
			last = ""
		}
		fmt.Fprintln(w, between(last, last, points, right, s.width()))
		return
	}
	fmt.Fprintln(w, between("  "+mark+" "+c.Name, plain, points, right, s.width()))
}

// again is the short form of a finding that an earlier check has shown.
func (s Style) again(w io.Writer, f *verdict.Finding) {
	word := string(f.Kind)
	if f.Kind == finding.DataRace {
		word = "race"
	}
	s.paragraph(w, "", "", "same "+word+" as above"+atLines(f), "    ")
}

// alike is the short form of a race on memory that another race above is about.
func (s Style) alike(w io.Writer, f *verdict.Finding) {
	s.paragraph(w, "", "", "the same memory races"+strings.NewReplacer(" (", " at ", ")", "").Replace(atLines(f))+" too", "    ")
}

// atLines names the lines of a finding: " (lines 10 and 12)".
func atLines(f *verdict.Finding) string {
	var numbers []int
	for _, m := range f.Marks {
		if m.Line > 0 && !slices.Contains(numbers, m.Line) {
			numbers = append(numbers, m.Line)
		}
	}
	slices.Sort(numbers)
	var lines []string
	for _, n := range numbers {
		lines = append(lines, strconv.Itoa(n))
	}
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return " (line " + lines[0] + ")"
	}
	return " (lines " + strings.Join(lines[:len(lines)-1], ", ") + " and " + lines[len(lines)-1] + ")"
}

func (s Style) finding(w io.Writer, f *verdict.Finding, v *verdict.Verdict, sources Sources) {
	s.shown(w, &f.Finding, sources, "    ")
	fmt.Fprintln(w)
	if len(f.Seen) > 0 {
		s.origin(w, seen(f, v.Runs), s.repeat(v, f.Seen[0]), "    ")
	}
	s.explained(w, f.Kind, "    ")
	fmt.Fprintln(w)
}

// shown writes what a finding says: its sentence, its details and the lines
// that it is about.
func (s Style) shown(w io.Writer, f *finding.Finding, sources Sources, indent string) {
	kind := string(f.Kind)
	s.paragraph(w, s.bad(kind)+": ", kind+": ", f.Title, indent)
	if f.Detail != "" {
		s.paragraph(w, "", "", strings.TrimRight(f.Detail, "\n"), indent+"  ")
	}
	if len(f.Marks) > 0 {
		fmt.Fprintln(w)
		s.excerpt(w, f.Marks, sources, indent+"  ")
	}
	if f.Hint != "" {
		fmt.Fprintln(w)
		s.paragraph(w, "", "", f.Hint, indent+"  ")
	}
}

// origin writes the runs in which a finding was seen and the command that
// repeats one of them.
func (s Style) origin(w io.Writer, seen, again, indent string) {
	fmt.Fprintf(w, "%s  %s  %s\n", indent, s.faint("seen in   "), seen)
	if len(indent)+14+utf8.RuneCountInString(again) > s.width() {
		fmt.Fprintf(w, "%s  %s\n%s    %s\n", indent, s.faint("again with"), indent, again)
		return
	}
	fmt.Fprintf(w, "%s  %s  %s\n", indent, s.faint("again with"), again)
}

// explained writes where to read what a kind of finding means.
func (s Style) explained(w io.Writer, k finding.Kind, indent string) {
	fmt.Fprintf(w, "%s  %s  %s\n", indent, s.faint("explained "), s.Explain(explain.Of(k)))
}

// seen says in which runs, of those that tried it: "run 1 of 3, -cpu 6" or "each
// of 2 runs, -cpu 1, 2". A test that has failed twice and was then left out is
// not one that fails now and then.
func seen(f *verdict.Finding, total int) string {
	tried := total
	if f.Tried > 0 {
		tried = f.Tried
	}
	if len(f.Seen) == 1 {
		r := f.Seen[0]
		text := fmt.Sprintf("run %d of %d, -cpu %d", r.Number, total, r.CPU)
		if r.Profile != "" && r.Profile != "none" {
			text += fmt.Sprintf(", schedule %s, seed %d", r.Profile, r.Seed)
		}
		if tried == 1 && total > 1 {
			text += "; no other tried it"
		}
		return text
	}
	var cpus []string
	for _, r := range f.Seen {
		if c := strconv.Itoa(r.CPU); !slices.Contains(cpus, c) {
			cpus = append(cpus, c)
		}
	}
	of := fmt.Sprintf("%d of %d", len(f.Seen), tried)
	if len(f.Seen) == tried {
		of = fmt.Sprintf("each of %d", tried)
	}
	return fmt.Sprintf("%s runs, -cpu %s", of, strings.Join(cpus, ", "))
}

// repeat is the command that repeats a run.
func (s Style) repeat(v *verdict.Verdict, r plan.Run) string {
	options := []Option{{"cpu", strconv.Itoa(r.CPU)}}
	if r.Profile != "" && r.Profile != "none" {
		options = append(options, Option{"profile", r.Profile}, Option{"seed", strconv.FormatUint(r.Seed, 10)})
	}
	return s.Command("check", number(v.Exercise), options...)
}

func number(id string) string {
	n, _, _ := strings.Cut(id, "_")
	return n
}

func (s Style) advice(w io.Writer, v *verdict.Verdict) {
	if len(v.Advice) == 0 {
		return
	}
	fmt.Fprintln(w)
	for _, a := range v.Advice {
		where := fmt.Sprintf("%s:%d", a.File, a.Line)
		s.paragraph(w, s.faint("go vet")+" "+s.path(where)+" ", "go vet "+where+" ", a.Text, "  ")
	}
}

// paragraph writes text wrapped and indented, each line break in it kept, after
// a first word that may be coloured; plain is that word without colour. What a
// line goes on with is indented by two more columns.
func (s Style) paragraph(w io.Writer, first, plain, text, indent string) {
	head := strings.TrimRight(plain, " ")
	for n, part := range strings.Split(plain+text, "\n") {
		for i, l := range wrap(expand(part), s.width()-len(indent)-2) {
			switch {
			case n == 0 && i == 0 && strings.HasPrefix(l, head):
				fmt.Fprintf(w, "%s%s%s\n", indent, strings.TrimRight(first, " "), strings.TrimPrefix(l, head))
			case i == 0:
				fmt.Fprintf(w, "%s%s\n", indent, l)
			default:
				fmt.Fprintf(w, "%s  %s\n", indent, l)
			}
		}
	}
}
