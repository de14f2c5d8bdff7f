package stackdump_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding/internal/recording"
	"racekata/grader/internal/finding/stackdump"
)

const cases = "../testdata/cases"

// candidate is what a caller knows about paths, in the recorded cases.
func candidate(file string) bool {
	return strings.HasPrefix(file, "/w/exercises/") && !strings.HasSuffix(file, "_test.go")
}

func TestParseRecorded(t *testing.T) {
	recording.Each(t, cases, "dump_", func(t *testing.T, c recording.Case) {
		all := stackdump.Parse(c.Output)
		require.Len(t, all, headers(c.Output))
		var b strings.Builder
		for _, g := range all {
			describe(&b, g)
		}
		recording.Golden(t, c.Name, b.String())
	})
}

// headers counts goroutines in a cruder way than the parser.
func headers(text string) (n int) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "goroutine ") && strings.HasSuffix(line, "]:") ||
			strings.Contains(line, "Goroutine ") && strings.HasSuffix(line, "on top of the stack:") {
			n++
		}
	}
	return n
}

func describe(b *strings.Builder, g stackdump.Goroutine) {
	fmt.Fprintf(b, "%d %q durable %t, minutes %d, locked %t, bubble %d, unavailable %t, parked %t\n",
		g.ID, g.State, g.Durable, g.Minutes, g.Locked, g.Bubble, g.Unavailable, g.Parked())
	for i, f := range g.Stack {
		if g.Elided != 0 && i == g.ElidedAt {
			fmt.Fprintf(b, "\t… %d\n", g.Elided)
		}
		fmt.Fprintf(b, "\t%s %s:%d\n", f.Func, f.File, f.Line)
	}
	if g.Created != nil {
		fmt.Fprintf(b, "\tby %d in %s %s:%d\n", g.Creator, g.Created.Func, g.Created.File, g.Created.Line)
	}
	if f, exact, ok := g.Start(candidate); ok {
		fmt.Fprintf(b, "\tstart %s %s:%d, exact %t\n", f.Func, f.File, f.Line, exact)
	}
}

func TestStates(t *testing.T) {
	for text, want := range map[string]stackdump.Goroutine{
		"running":                 {State: "running"},
		"chan receive, 2 minutes": {State: "chan receive", Minutes: 2},
		"chan receive (durable), synctest bubble 1": {State: "chan receive", Durable: true, Bubble: 1},
		"chan send (nil chan) (durable), 12 minutes, locked to thread, synctest bubble 3": {
			State: "chan send (nil chan)", Durable: true, Minutes: 12, Locked: true, Bubble: 3},
		"select (no cases)":                      {State: "select (no cases)"},
		"running, locked to thread":              {State: "running", Locked: true},
		"waiting (leaked) (scan)":                {State: "waiting", Leaked: true},
		`IO wait, 3 minutes labels:{"a": "b]:"}`: {State: "IO wait", Minutes: 3},
	} {
		want.ID = 7
		require.Equal(t, []stackdump.Goroutine{want}, stackdump.Parse("goroutine 7 ["+text+"]:\n"), text)
		require.Equal(t, []stackdump.Goroutine{want}, stackdump.Parse("goroutine 7 gp=0xc000006540 m=nil ["+text+"]:\n"), text)
	}
}

// What goleak says may come through a test's log, indented with spaces.
func TestIndentedByATestLog(t *testing.T) {
	got := stackdump.Parse(`    leaks.go:78: found unexpected goroutines:
        [Goroutine 9 in state chan send, with p.Send on top of the stack:
        p.Send(0x1)
        	/w/p.go:3 +0x1d
        created by p.Start in goroutine 8
        	/w/p.go:9 +0x44
        ]
`)
	require.Equal(t, []stackdump.Goroutine{{
		ID: 9, State: "chan send", Creator: 8,
		Stack:   []stackdump.Frame{{Func: "p.Send", File: "/w/p.go", Line: 3}},
		Created: &stackdump.Frame{Func: "p.Start", File: "/w/p.go", Line: 9},
	}}, got)
}

func TestOlderWordsForElidedFrames(t *testing.T) {
	got := stackdump.Parse("goroutine 1 [running]:\na.B()\n\t/a.go:1 +0x1\n...additional frames elided...\ncreated by a.C\n\t/a.go:2 +0x2\n")
	require.Len(t, got, 1)
	require.Equal(t, -1, got[0].Elided)
	require.Equal(t, 1, got[0].ElidedAt)
	require.Equal(t, "a.C", got[0].Created.Func)
	require.Zero(t, got[0].Creator)
}

func TestFileNamesWithColonsAndBlanks(t *testing.T) {
	got := stackdump.Parse("goroutine 1 [running]:\na.B(0x1, {0x2, ...})\n\t/my dir/a:7.go:12 +0x1\n")
	require.Equal(t, []stackdump.Frame{{Func: "a.B", File: "/my dir/a:7.go", Line: 12}}, got[0].Stack)
}

func FuzzParse(f *testing.F) {
	recording.Seeds(f, cases, "dump_", func(s string) { f.Add(s) })
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Count(text, "\n") + 1
		frames := 0
		all := stackdump.Parse(text)
		for _, g := range all {
			frames += len(g.Stack)
			_, _, _ = g.Start(candidate)
			_ = g.Parked()
			for _, i := range g.Panicked() {
				require.Less(t, i, len(g.Stack))
			}
		}
		require.LessOrEqual(t, len(all)+frames, lines)
	})
}
