package render

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"racekata/grader/internal/hunt"
	"racekata/grader/internal/plan"
)

// HuntPackage writes what a hunt showed of one package: a line for the package,
// what is to be said of its tests, and its findings.
//
//	✗ ./ledger                                     1 test, 7 runs, 1.2 s
//
//	    stuck: two goroutines each keep one Account.mu and wait for another
//	      …
func (s Style) HuntPackage(out io.Writer, p *hunt.Package) {
	w := &strings.Builder{}
	mark, right := s.good("✓"), effort(p)
	switch {
	case p.Outcome == hunt.Found:
		mark = s.bad("✗")
	case p.Outcome == hunt.Broken:
		mark, right = s.bad("!"), "could not be hunted"
	case len(p.Tests) == 0:
		mark, right = s.faint("·"), "no tests"
	}
	fmt.Fprintln(w, between(mark+" "+s.bold(p.Dir), "x "+p.Dir, s.faint(right), right, s.width()))
	if p.Problem != "" {
		s.paragraph(w, "", "", p.Problem, "    ")
	}
	for _, t := range p.Tests {
		if line := remark(t); line != "" {
			s.paragraph(w, s.bold(t.Name)+" ", t.Name+" ", line, "    ")
		}
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		fmt.Fprintln(w)
		s.shown(w, &f.Finding, p.Sources, "    ")
		fmt.Fprintln(w)
		s.origin(w, huntSeen(f), f.Again, "    ")
		s.explained(w, f.Kind, "    ")
	}
	if len(p.Findings) > 0 {
		fmt.Fprintln(w)
	}
	io.WriteString(out, w.String())
}

// HuntEnd writes the last line of a hunt.
func (s Style) HuntEnd(out io.Writer, r *hunt.Report) {
	var findings, broken, tests, runs int
	for _, p := range r.Packages {
		findings += len(p.Findings)
		tests += len(p.Tests)
		runs += p.Runs
		if p.Outcome == hunt.Broken {
			broken++
		}
	}
	line := s.good("nothing found")
	switch {
	case findings > 0:
		line = s.bad(counted(findings, "finding"))
	case tests == 0:
		line = "nothing was hunted"
	}
	if tests > 0 {
		line += " in " + counted(tests, "test") + ", " + counted(runs, "run") + ", " + seconds(r.Took)
	}
	if broken > 0 {
		line += "; " + counted(broken, "package") + " could not be hunted"
	}
	fmt.Fprintln(out, line)
}

func effort(p *hunt.Package) string {
	alone := 0
	for _, t := range p.Tests {
		if t.Sequential {
			alone++
		}
	}
	tests := counted(len(p.Tests), "test")
	if alone > 0 {
		tests += " (" + strconv.Itoa(alone) + " without goroutines)"
	}
	return tests + ", " + counted(p.Runs, "run") + ", " + seconds(p.Took)
}

// remark is what is to be said of a test that was not simply hunted.
func remark(t hunt.Test) string {
	switch t.Outcome {
	case hunt.Failing:
		return "fails on its own, under every schedule: " + t.Note
	case hunt.Endless:
		line := "did not end within the budget in any run"
		if t.Note != "" {
			line += ": " + t.Note
		}
		return line
	case hunt.Skipped:
		return "was not hunted: " + t.Note
	case hunt.Clean:
		return t.Note
	}
	return ""
}

// huntSeen says who showed a finding: "TestAdd, run 4 after 1.2 s, -cpu 6,
// pauses".
func huntSeen(f *hunt.Finding) string {
	r := f.Seen[0]
	text := f.Tests[0]
	if n := len(f.Tests); n > 1 {
		text += fmt.Sprintf(" (+%d)", n-1)
	}
	text += fmt.Sprintf(", run %d after %s, -cpu %d", r.Number, seconds(f.After), r.CPU)
	if perturbed(r) {
		text += ", " + r.Profile
	}
	if n := len(f.Seen); n > 1 {
		text += "; " + strconv.Itoa(n) + " runs in all"
	}
	return text
}

func perturbed(r plan.Run) bool { return !slices.Contains([]string{"", "none"}, r.Profile) }

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func seconds(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
