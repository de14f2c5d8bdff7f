package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/explain"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
)

// Sources gives a student's files of an exercise by base name, as they were
// judged. nil where they are not at hand; then places are named without the
// lines.
type Sources func(student, exercise string) map[string][]byte

// findingsShown is how many findings of a check are shown in full.
const findingsShown = 3

// Feedback writes a student's Markdown file: the points, each check, each
// finding with the student's own lines, what to read and the command that shows
// it again.
func Feedback(w io.Writer, r *results.Results, student string, sources Sources) error {
	s, err := find(r, student)
	if err != nil {
		return fmt.Errorf("write feedback: %w", err)
	}
	var b strings.Builder
	title := "Feedback"
	if r.Title != "" {
		title = escape(r.Title)
	}
	fmt.Fprintf(&b, "# %s: %s\n\n", title, escape(s.Name))
	sum, most := r.Total(s)
	fmt.Fprintf(&b, "**%s of %s points**\n\n", number(sum), number(most))
	if s.Submitted != nil {
		fmt.Fprintf(&b, "Handed in %s.\n\n", s.Submitted.UTC().Format("2006-01-02 15:04 MST"))
	}
	if len(s.Members) > 0 {
		var names []string
		for _, m := range s.Members {
			names = append(names, escape(m))
		}
		fmt.Fprintf(&b, "Team: %s\n\n", strings.Join(names, ", "))
	}
	overview(&b, r, s)
	if len(s.Notes) > 0 {
		b.WriteString("\n## About what you handed in\n\n")
		for _, n := range s.Notes {
			fmt.Fprintf(&b, "- %s\n", escape(scrub(n, nil)))
		}
	}
	for i := range r.Exercises {
		feedbackExercise(&b, r, s, i, sources)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write feedback: %w", err)
	}
	return nil
}

func overview(b *strings.Builder, r *results.Results, s *results.Student) {
	weighted := false
	for _, e := range r.Exercises {
		weighted = weighted || e.Weight != 1
	}
	if weighted {
		b.WriteString("| exercise | points | weight | |\n|---|--:|--:|---|\n")
	} else {
		b.WriteString("| exercise | points | |\n|---|--:|---|\n")
	}
	for i, e := range r.Exercises {
		g := &s.Grades[i]
		weight := ""
		if weighted {
			weight = " " + number(e.Weight) + " |"
		}
		fmt.Fprintf(b, "| %s %s | %s of %d |%s %s |\n", escape(e.ID), escape(e.Title), number(g.Points), e.Max, weight, outcomeWords(g))
	}
}

// outcomeWords says in a few words what became of an exercise.
func outcomeWords(g *results.Grade) string {
	words := ""
	switch {
	case g.State == results.Missing:
		words = "not handed in"
	case g.State == results.Fault || g.Verdict == nil:
		words = "could not be judged, not your fault"
	case g.Verdict.Outcome == verdict.Refused:
		words = "not accepted"
	case passed(g):
		words = "✓ passed"
	case g.Untouched:
		words = "unchanged from the start"
	default:
		words = "✗ not passed yet"
	}
	if g.Late > 0 {
		words += ", late"
	}
	if g.Adjusted != nil {
		words += ", set by your teacher"
	}
	return words
}

func feedbackExercise(b *strings.Builder, r *results.Results, s *results.Student, at int, sources Sources) {
	e, g := &r.Exercises[at], &s.Grades[at]
	fmt.Fprintf(b, "\n## %s: %s\n\n%s of %d points, %s\n", escape(e.ID), escape(e.Title), number(g.Points), e.Max, outcomeWords(g))
	for _, why := range reasons(g) {
		fmt.Fprintf(b, "\n%s\n", escape(why))
	}
	if g.State != results.Graded || g.Verdict == nil {
		if g.State == results.Fault {
			b.WriteString("\nThe grader or its machine failed on this one. It says nothing about your code; ask your teacher to grade it again.\n")
		}
		return
	}
	v := g.Verdict
	var code map[string][]byte
	if sources != nil {
		code = sources(s.Key, e.ID)
	}
	b.WriteByte('\n')
	checks := checksOf(e, g)
	open := len(checks) > 0
	for _, c := range checks {
		mark := map[verdict.State]string{verdict.CheckPassed: "✓", verdict.CheckFailed: "✗"}[c.state]
		if mark == "" {
			mark = "·"
		}
		fmt.Fprintf(b, "- %s %s: %s, %d of %d\n", mark, escape(c.name), stateWords(c.state), c.points, c.max)
		open = open && c.state == verdict.CheckOpen
	}
	told := map[int]bool{}
	if open { // it did not compile or was refused: no check has anything of its own to say
		for i := range v.Findings {
			feedbackFinding(b, e.ID, v, i, code)
		}
		return
	}
	for _, c := range checks {
		if c.state != verdict.CheckFailed {
			continue
		}
		fmt.Fprintf(b, "\n### %s\n", escape(c.name))
		shown, again := 0, 0
		for _, i := range c.findings {
			switch {
			case i < 0 || i >= len(v.Findings):
			case told[i]:
				again++
			case shown < findingsShown:
				told[i] = true
				shown++
				feedbackFinding(b, e.ID, v, i, code)
			}
		}
		if again > 0 {
			b.WriteString("\nWhat an earlier check found fails this one too.\n")
		}
	}
}

func feedbackFinding(b *strings.Builder, exercise string, v *verdict.Verdict, i int, code map[string][]byte) {
	f, tests := &v.Findings[i], testsOf(v)
	fmt.Fprintf(b, "\n**%s**: %s\n", f.Kind, escape(scrub(f.Title, tests)))
	if f.Detail != "" {
		fmt.Fprintf(b, "\n%s", fenced("text", scrub(plain(clip(strings.TrimSpace(f.Detail), 4<<10)), tests)))
	}
	if lines := excerpt(f.Marks, code, tests); lines != "" {
		fmt.Fprintf(b, "\n%s", fenced("text", lines))
	}
	if f.Hint != "" {
		fmt.Fprintf(b, "\n%s\n", escape(sentence(scrub(f.Hint, tests))))
	}
	fmt.Fprintf(b, "\n- again with `%s`\n- explained by `%s`\n", repeat(exercise, f), render.Style{}.Explain(explain.Of(f.Kind)))
}

// sentence gives a hint its capital and its full stop.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	if !strings.ContainsRune(".!?", r[len(r)-1]) {
		r = append(r, '.')
	}
	return string(r)
}

// FeedbackNames gives each student's feedback file a name that every system can
// hold, unique without regard to case: the key with all that is neither a letter
// nor a digit made a hyphen.
func FeedbackNames(r *results.Results) map[string]string {
	names := make(map[string]string, len(r.Students))
	taken := map[string]bool{}
	for _, s := range r.Students {
		base := strings.Trim(strings.Map(func(c rune) rune {
			if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '.' || c == '_' || c == '@' {
				return c
			}
			return '-'
		}, strings.ToValidUTF8(s.Key, "-")), "-.")
		if r := []rune(base); len(r) > 60 {
			base = string(r[:60])
		}
		if base == "" || reserved[strings.ToLower(strings.SplitN(base, ".", 2)[0])] {
			base = "student-" + base
		}
		name := base
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		taken[strings.ToLower(name)] = true
		names[s.Key] = name + ".md"
	}
	return names
}

// reserved are names that Windows keeps for devices.
var reserved = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true, "com1": true, "com2": true, "com3": true, "com4": true,
	"lpt1": true, "lpt2": true, "lpt3": true,
}
