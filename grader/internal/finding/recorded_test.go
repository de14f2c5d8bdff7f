package finding_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/finding/internal/recording"
	"racekata/grader/internal/finding/racereport"
)

const cases = "testdata/cases"

// localize is what a workspace knows about paths, for the recorded cases,
// which ran in /w.
func localize(file string) (string, finding.Origin) {
	if !path.IsAbs(file) {
		file = "/w/" + file
	}
	name, ours := strings.CutPrefix(file, "/w/")
	switch {
	case !ours:
		return file, finding.Library
	case strings.HasPrefix(name, "kit/"), strings.HasSuffix(name, "_test.go"):
		return "the hidden test " + path.Base(name), finding.Hidden
	}
	return path.Base(name), finding.Candidate
}

// sources are the candidate's files of a case.
func sources(c recording.Case) *finding.Sources {
	files := map[string][]byte{}
	for name, data := range c.Files {
		if !strings.HasSuffix(name, "_test.go") {
			files[path.Base(name)] = data
		}
	}
	return finding.NewSources("", files)
}

// describe prints a finding as a person would read it.
func describe(f finding.Finding, s *finding.Sources) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", f.Kind, f.Title)
	for _, m := range f.Marks {
		fmt.Fprintf(&b, "  %s\t%s\n", m.Position, s.Line(m.File, m.Line))
		if m.Note != "" {
			fmt.Fprintf(&b, "    ^ %s\n", m.Note)
		}
	}
	if f.Rule != "" {
		fmt.Fprintf(&b, "  rule: %s\n", f.Rule)
	}
	for line := range strings.Lines(f.Detail) {
		fmt.Fprintf(&b, "  | %s\n", strings.TrimRight(line, "\n"))
	}
	if f.Hint != "" {
		fmt.Fprintf(&b, "  next: %s\n", f.Hint)
	}
	fmt.Fprintf(&b, "  key: %s\n", f.Key())
	return b.String()
}

// readable holds what is true of every finding of a real tool's output.
func readable(t *testing.T, f finding.Finding) {
	t.Helper()
	sound(t, f)
	for _, m := range f.Marks {
		require.Positive(t, m.Line)
		require.NotContains(t, m.File, "/usr/", "a mark is in the candidate")
		require.NotContains(t, m.File, "hidden", "a mark is in the candidate")
	}
}

// sound holds what is true of every finding, whatever it was made of.
func sound(t *testing.T, f finding.Finding) {
	t.Helper()
	require.Contains(t, finding.Kinds, f.Kind)
	require.NotEmpty(t, f.Title)
	require.NotContains(t, f.Title, "\n")
	require.False(t, strings.HasSuffix(f.Title, "."), "a title has no full stop: %s", f.Title)
	require.LessOrEqual(t, len(f.Title), 400)
	require.LessOrEqual(t, len(f.Detail), 4100)
	require.LessOrEqual(t, len(f.Marks), 10)
	require.LessOrEqual(t, len(f.Goroutines), 20)
	for _, g := range f.Goroutines {
		require.LessOrEqual(t, len(g.Stack), 40)
	}
	for _, a := range f.Accesses {
		require.LessOrEqual(t, len(a.Stack), 40)
	}
}

func TestRacesInWords(t *testing.T) {
	recording.Each(t, cases, "race_", func(t *testing.T, c recording.Case) {
		s := sources(c)
		var all []finding.Finding
		for _, r := range racereport.Parse(c.Output) {
			f := finding.Race(r, localize, s)
			require.Equal(t, finding.DataRace, f.Kind)
			require.Len(t, f.Accesses, 2)
			readable(t, f)
			all = append(all, f)
		}
		golden(t, c, s, finding.Merge(all))
	})
}

func TestDumpsInWords(t *testing.T) {
	recording.Each(t, cases, "dump_", func(t *testing.T, c recording.Case) {
		s := sources(c)
		var f finding.Finding
		switch {
		case strings.HasPrefix(c.Name, "dump_leak"):
			f = finding.Leaked(c.Output, localize, s)
		case c.Name == "dump_spin" || c.Name == "dump_quit":
			f = finding.BusyWaitAt(c.Output, localize, s)
		default:
			f = finding.StuckAt(c.Output, localize, s)
		}
		readable(t, f)
		late := finding.OutOfTimeAt(c.Output, localize, s)
		readable(t, late)
		golden(t, c, s, []finding.Finding{f, late})
	})
}

func TestDeathsInWords(t *testing.T) {
	recording.Each(t, cases, "fatal_", func(t *testing.T, c recording.Case) {
		s := sources(c)
		f := finding.Crashed(c.Output, 2, "", localize, s)
		require.NotEqual(t, finding.Died, f.Kind)
		readable(t, f)
		golden(t, c, s, []finding.Finding{f})
	})
}

const reference = `package counter

type Counter struct{ n int }

func New() *Counter { return &Counter{} }

func (c *Counter) Add(d int) { c.n += d }

func (c *Counter) Value() int { return c.n }
`

func TestBuildsInWords(t *testing.T) {
	recording.Each(t, cases, "build_", func(t *testing.T, c recording.Case) {
		s := sources(c)
		found := finding.Compile(c.Output, map[string][]byte{"counter.go": []byte(reference)}, localize)
		require.NotEmpty(t, found)
		for _, f := range found {
			require.Equal(t, finding.CompileError, f.Kind)
			readable(t, f)
		}
		golden(t, c, s, found)
	})
}

func golden(t *testing.T, c recording.Case, s *finding.Sources, all []finding.Finding) {
	t.Helper()
	var b strings.Builder
	for _, f := range all {
		fmt.Fprintln(&b, describe(f, s))
	}
	recording.Golden(t, c.Name, b.String())
}
