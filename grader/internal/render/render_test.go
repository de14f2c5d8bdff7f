package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/plan"
	"racekata/grader/internal/verdict"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what write prints with testdata/<name>.txt.
func golden(t *testing.T, name string, write func(*bytes.Buffer)) {
	t.Helper()
	var b bytes.Buffer
	write(&b)
	path := filepath.Join("testdata", name+".txt")
	if *update {
		require.NoError(t, os.WriteFile(path, b.Bytes(), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String())
}

const file = "exercises/101_counter/counter.go"

var sources = Sources{file: []byte(`package counter

// Counter counts hits.
type Counter struct {
	n int
}

// Add counts d more hits.
func (c *Counter) Add(d int) {
	v := c.n
	v += d
	c.n = v
}

// Value returns the number of hits counted so far, for whoever wants to know it, at any time, also while others add.
func (c *Counter) Value() int {
	return c.n // a line that is far too long for any terminal that people still use at this hour of the night, and then some
}
`)}

func at(line int, note string) finding.Mark {
	return finding.Mark{Position: finding.Position{File: file, Line: line}, Note: note}
}

func header(v *verdict.Verdict) *verdict.Verdict {
	v.Exercise, v.Pillar, v.Level, v.Max = "101_counter", "correctness", 1, 10
	return v
}

func racing() *verdict.Verdict {
	return header(&verdict.Verdict{
		Outcome: verdict.Failed, Runs: 3, Planned: 3,
		Checks: []verdict.Check{
			{Name: "every increment is counted", State: verdict.CheckFailed, Max: 6, Findings: []int{0, 1}},
			{Name: "Value may be called at any time", State: verdict.CheckFailed, Max: 2, Findings: []int{0}},
			{Name: "no goroutine is left behind", State: verdict.CheckPending, Max: 2},
		},
		Findings: []verdict.Finding{
			{
				Finding: finding.Finding{
					Kind: finding.DataRace, Title: "two goroutines use Counter.n at the same time",
					Marks: []finding.Mark{at(10, "goroutine 9 reads here"), at(12, "goroutine 8 writes here; nothing orders the two")},
				},
				Seen: []plan.Run{{Number: 1, CPU: 6}},
			},
			{
				Finding: finding.Finding{Kind: finding.WrongResult, Title: "9,973 of 10,000 hits were counted"},
				Seen:    []plan.Run{{Number: 2, CPU: 2, Profile: "pauses", Seed: 42}},
			},
		},
		Advice: []verdict.Advice{{Position: finding.Position{File: file, Line: 9}, Text: "Add passes lock by value"}},
	})
}

func TestVerdictScreens(t *testing.T) {
	passed := header(&verdict.Verdict{Outcome: verdict.Passed, Points: 10, Runs: 3, Checks: []verdict.Check{
		{Name: "every increment is counted", State: verdict.CheckPassed, Points: 8, Max: 8},
		{Name: "no goroutine is left behind", State: verdict.CheckPassed, Points: 2, Max: 2},
	}})
	refused := header(&verdict.Verdict{
		Outcome: verdict.Refused, Checks: racing().Checks, LeftOut: []string{"exercises/101_counter/add.c: a source file in another language"},
		Findings: []verdict.Finding{{Finding: finding.Finding{
			Kind: finding.Forbidden, Title: `import "os" is not allowed here`, Rule: "import",
			Detail: "It reaches files, processes and the exit code, past the tests that decide.",
			Marks:  []finding.Mark{at(1, "")}, Hint: "the exercise can be solved with sync and sync/atomic",
		}}},
	})
	compile := header(&verdict.Verdict{
		Outcome: verdict.Failed, Checks: []verdict.Check{{Name: "every increment is counted", State: verdict.CheckOpen, Max: 10}},
		Findings: []verdict.Finding{{Finding: finding.Finding{
			Kind: finding.CompileError, Title: "undefined: w", Marks: []finding.Mark{at(11, "undefined: w")},
		}}},
	})
	leak := header(&verdict.Verdict{
		Outcome: verdict.Failed, Points: 8, Runs: 12, Checks: []verdict.Check{
			{Name: "every increment is counted", State: verdict.CheckPassed, Points: 8, Max: 8},
			{Name: "no goroutine is left behind", State: verdict.CheckFailed, Max: 2, Findings: []int{0}},
		},
		Findings: []verdict.Finding{{
			Finding: finding.Finding{
				Kind: finding.Leak, Title: "a goroutine is left behind",
				Detail: "goroutine 7 was started at counter.go:9 and waits to receive at counter.go:10",
				Marks:  []finding.Mark{at(9, "goroutine 7 is started here"), at(16, "goroutine 7 waits here; nobody will ever send"), at(10, "here as well, and this note is so long that it has to go below the line that it is about")},
			},
			Seen: []plan.Run{{Number: 1, CPU: 1}, {Number: 2, CPU: 2}, {Number: 3, CPU: 6}},
		}},
	})
	fault := header(&verdict.Verdict{Outcome: verdict.Fault, Fault: "start the hidden tests: exec format error"})

	for name, v := range map[string]*verdict.Verdict{
		"racing": racing(), "passed": passed, "refused": refused, "compile": compile, "leak": leak, "fault": fault,
	} {
		golden(t, name, func(b *bytes.Buffer) { Style{Make: true}.Verdict(b, v, sources, "Next: make hint EX=101") })
	}
	golden(t, "racing_40", func(b *bytes.Buffer) { Style{Width: 40}.Verdict(b, racing(), sources, "") })
	golden(t, "racing_colour", func(b *bytes.Buffer) { Style{Color: true, Width: 100}.Verdict(b, racing(), sources, "") })
	golden(t, "racing_no_source", func(b *bytes.Buffer) { Style{}.Verdict(b, racing(), nil, "") })
}

// No line is wider than the terminal, but for a command to be typed and for
// words that cannot be broken.
func TestLinesFit(t *testing.T) {
	for _, width := range []int{40, 60, 80, 100, 120} {
		var b bytes.Buffer
		Style{Width: width}.Verdict(&b, racing(), sources, "")
		for line := range strings.Lines(b.String()) {
			line = strings.TrimRight(line, "\n")
			if strings.Contains(line, "racekata-grader ") || // a command is not broken
				strings.Contains(line, "seen in") || len(strings.Fields(line)) == 1 {
				continue
			}
			require.LessOrEqual(t, utf8.RuneCountInString(line), width, "%q", line)
		}
	}
}

// What a candidate's source or a panic's value holds reaches no terminal as a
// command.
func TestEscapesAreHarmless(t *testing.T) {
	v := racing()
	v.Findings[0].Detail = "panic: \x1b]0;owned\x07\x1b[2J"
	v.Findings[0].Title = "two\x1b[31m"
	var b bytes.Buffer
	Style{}.Verdict(&b, v, Sources{file: []byte("package x // \x1b[2J\n\n\n\n\n\n\n\n\nv := \x1b[31mc.n \u009b2J\n\nc.n = v\n")}, "")
	require.NotContains(t, b.String(), "\x1b")
	require.NotContains(t, b.String(), "\u009b")
}

func TestList(t *testing.T) {
	rows := []Row{
		{ID: "101_counter", Title: "The hit counter", Pillar: "correctness", Level: 1, Points: 10, Max: 10, Attempts: 3, Passed: true},
		{ID: "201_late_add", Title: "The mail-out that returns too early, with a long title indeed", Pillar: "coordination", Level: 1, Points: 4, Max: 10, Attempts: 1},
		{ID: "102_log_line", Title: "The log line", Pillar: "correctness", Level: 2, Max: 10},
		{ID: "103_hit_stats", Title: "Statistics of hits", Pillar: "correctness", Level: 2, Points: 10, Max: 10, Attempts: 12, Passed: true, Changed: true},
	}
	golden(t, "list", func(b *bytes.Buffer) { Style{}.List(b, rows) })
}

// A test that has failed is left out of later runs, which say nothing of it.
func TestSeen(t *testing.T) {
	runs := []plan.Run{{Number: 1, CPU: 1}, {Number: 2, CPU: 2}, {Number: 3, CPU: 6, Profile: "pauses", Seed: 42}}
	for _, x := range []struct {
		seen         []plan.Run
		tried, total int
		want         string
	}{
		{runs[:2], 2, 3, "each of 2 runs, -cpu 1, 2"},
		{runs, 3, 3, "each of 3 runs, -cpu 1, 2, 6"},
		{runs[:2], 3, 12, "2 of 3 runs, -cpu 1, 2"},
		{runs[:2], 0, 3, "2 of 3 runs, -cpu 1, 2"}, // a verdict that an older grader kept
		{runs[1:2], 3, 3, "run 2 of 3, -cpu 2"},
		{runs[:1], 1, 3, "run 1 of 3, -cpu 1; no other tried it"},
		{runs[:1], 1, 1, "run 1 of 1, -cpu 1"},
		{runs[2:], 3, 3, "run 3 of 3, -cpu 6, schedule pauses, seed 42"},
	} {
		require.Equal(t, x.want, seen(&verdict.Finding{Seen: x.seen, Tried: x.tried}, x.total))
	}
}

func TestHints(t *testing.T) {
	hints := []string{"What one sees.", "Why it happens, in a sentence that is long enough to be broken over two lines of the screen.", "Nearly the fix."}
	golden(t, "hint_1", func(b *bytes.Buffer) { Style{}.Hints(b, "101_counter", "counted", hints, 1, "make hint EX=101") })
	golden(t, "hint_3", func(b *bytes.Buffer) { Style{}.Hints(b, "101_counter", "counted", hints, 3, "make hint EX=101") })
}

func TestStatusWithoutATerminal(t *testing.T) {
	var b bytes.Buffer
	l := NewStatus(&b, Style{})
	l.Show("compiling", false)
	l.Show("compiling the standard library", true)
	l.Show("compiling the standard library", true)
	l.Show("run 1 of 3", false)
	l.Clear()
	require.Equal(t, "compiling the standard library\n", b.String())
}
