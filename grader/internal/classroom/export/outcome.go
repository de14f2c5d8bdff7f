package export

import (
	"fmt"
	"strings"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/explain"
	"racekata/grader/internal/render"
	"racekata/grader/internal/verdict"
)

// checkBytes bounds what is said of one check in plain text.
const checkBytes = 8 << 10

// checkOf is an exercise's check with what the verdict says of it.
type checkOf struct {
	name     string
	max      int
	points   int
	state    verdict.State
	findings []int
}

// checksOf joins an exercise's checks with a grade's verdict. Without a verdict
// all are not judged.
func checksOf(e *results.Exercise, g *results.Grade) []checkOf {
	var all []checkOf
	for i, c := range e.Checks {
		o := checkOf{name: c.Name, max: c.Max, state: verdict.CheckOpen}
		if v := g.Verdict; v != nil && g.State == results.Graded && i < len(v.Checks) {
			o.points, o.state, o.findings = v.Checks[i].Points, v.Checks[i].State, v.Checks[i].Findings
			if o.state == verdict.CheckOpen {
				// Nothing was charged to it: it never ran, for all there is.
				for f := range v.Findings {
					o.findings = append(o.findings, f)
				}
			}
		}
		all = append(all, o)
	}
	return all
}

// stateWords says a check's state to a student.
func stateWords(s verdict.State) string {
	switch s {
	case verdict.CheckPassed:
		return "passed"
	case verdict.CheckFailed:
		return "failed"
	case verdict.CheckPending:
		return "passes, and counts once another check passes"
	}
	return "not judged"
}

// plainFinding is a finding in plain text for a student, without code.
func plainFinding(exercise string, v *verdict.Verdict, i int) string {
	if i < 0 || i >= len(v.Findings) {
		return ""
	}
	f := &v.Findings[i]
	tests := testsOf(v)
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", f.Kind, scrub(oneLine(clip(f.Title, 1<<10)), tests))
	if f.Detail != "" {
		for line := range strings.SplitSeq(strings.TrimSpace(scrub(plain(clip(f.Detail, 2<<10)), tests)), "\n") {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	for _, m := range f.Marks {
		if !theirs(m.File) {
			continue
		}
		fmt.Fprintf(&b, "  %s:%d", oneLine(baseName(m.File)), m.Line)
		if m.Note != "" {
			fmt.Fprintf(&b, ": %s", scrub(oneLine(m.Note), tests))
		}
		b.WriteByte('\n')
	}
	if f.Hint != "" {
		fmt.Fprintf(&b, "  %s\n", scrub(oneLine(f.Hint), tests))
	}
	fmt.Fprintf(&b, "  again with: %s\n", repeat(exercise, f))
	fmt.Fprintf(&b, "  explained:  %s\n", render.Style{}.Explain(explain.Of(f.Kind)))
	return b.String()
}

// plainFindings are several, cut to size.
func plainFindings(exercise string, v *verdict.Verdict, which []int) string {
	var b strings.Builder
	for _, i := range which {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(plainFinding(exercise, v, i))
	}
	return clip(b.String(), checkBytes)
}

// theirs tells whether a mark's file can be the student's: a hidden test's is
// never named.
func theirs(file string) bool {
	return strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go")
}
