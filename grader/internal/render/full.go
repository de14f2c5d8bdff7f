package render

import (
	"fmt"
	"io"
	"strings"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/verdict"
)

// Full writes everything that the runs said: each finding with its stacks, and
// what the run that tells most printed itself.
func (s Style) Full(out io.Writer, v *verdict.Verdict, sources Sources) {
	w := &strings.Builder{}
	s.header(w, v)
	for i := range v.Findings {
		f := &v.Findings[i]
		fmt.Fprintf(w, "%s\n\n", s.faint(fmt.Sprintf("finding %d of %d", i+1, len(v.Findings))))
		s.finding(w, f, v, sources)
		s.stacks(w, f)
	}
	if o := v.Output; o != nil {
		s.printed(w, fmt.Sprintf("run %d, -cpu %d, printed", o.Run.Number, o.Run.CPU), o.Printed)
		s.printed(w, fmt.Sprintf("the race detector's report of run %d, -cpu %d", o.Run.Number, o.Run.CPU), o.RaceLog)
	}
	if len(v.Findings) == 0 && v.Output == nil {
		fmt.Fprintln(w, "  nothing was found, and nothing was printed")
	}
	io.WriteString(out, strings.ReplaceAll(w.String(), "\n\n\n", "\n\n"))
}

func (s Style) printed(w io.Writer, what, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	fmt.Fprintf(w, "%s\n\n", s.faint(what+":"))
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		fmt.Fprintf(w, "  %s\n", expand(line))
	}
	fmt.Fprintln(w)
}

// stacks writes who was where, innermost first.
func (s Style) stacks(w io.Writer, f *verdict.Finding) {
	for _, a := range f.Accesses {
		s.stack(w, fmt.Sprintf("%s by %s", a.Kind, goroutine(a.Goroutine)), a.Stack)
		s.stack(w, goroutine(a.Goroutine)+" was started here", a.Created)
	}
	for _, g := range f.Goroutines {
		what := goroutine(g.ID)
		if g.State != "" {
			what += ", " + g.State
		}
		s.stack(w, what, g.Stack)
		if g.Created != nil {
			s.stack(w, goroutine(g.ID)+" was started here", []finding.Frame{*g.Created})
		}
	}
}

func goroutine(id int) string {
	if id == 0 {
		return "the main goroutine"
	}
	return fmt.Sprintf("goroutine %d", id)
}

func (s Style) stack(w io.Writer, what string, frames []finding.Frame) {
	if len(frames) == 0 {
		return
	}
	fmt.Fprintf(w, "      %s\n", what)
	for _, f := range frames {
		name, where := f.Func[strings.LastIndexByte(f.Func, '/')+1:], fmt.Sprintf("%s:%d", f.File, f.Line)
		if len(name)+len(where)+10 > s.width() {
			fmt.Fprintf(w, "        %s\n          %s\n", name, s.path(where))
			continue
		}
		fmt.Fprintf(w, "        %s  %s\n", name, s.path(where))
	}
	fmt.Fprintln(w)
}
