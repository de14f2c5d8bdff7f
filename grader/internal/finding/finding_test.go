package finding_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/finding/internal/recording"
	"racekata/grader/internal/finding/racereport"
)

func TestMergeListsOneRaceOnce(t *testing.T) {
	whole := racereport.Report{Accesses: []racereport.Access{access(true, 8, 3, ""), access(false, 9, 4, "")}}
	swapped := racereport.Report{Accesses: []racereport.Access{access(false, 21, 4, ""), access(true, 7, 3, "")}}
	lost := racereport.Report{Accesses: []racereport.Access{access(true, 8, 3, ""), access(false, 9, 0, "")}}
	other := racereport.Report{Accesses: []racereport.Access{access(true, 8, 3, ""), access(true, 9, 3, "")}}

	var all []finding.Finding
	for _, r := range []racereport.Report{lost, whole, swapped, lost, other} {
		all = append(all, finding.Race(r, localize, nil))
	}
	require.Equal(t, all[1].Key(), all[2].Key())
	require.NotEqual(t, all[1].Key(), all[4].Key())
	// The lost side may be either race's: it goes with the first.
	merged := finding.Merge(all)
	require.Equal(t, []finding.Finding{all[1], all[4]}, merged)
}

func TestMergeTakesTheFullerOfTwoDeadlocks(t *testing.T) {
	dump := func(lines ...string) finding.Finding {
		var b strings.Builder
		for i, l := range lines {
			b.WriteString("goroutine " + string(rune('5'+i)) + " [chan receive]:\np.f()\n\t/w/p.go:" + l + " +0x1\n\n")
		}
		return finding.StuckAt(b.String(), localize, nil)
	}
	few, many, elsewhere := dump("3"), dump("4", "3"), dump("9")
	require.Equal(t, []finding.Finding{many, elsewhere}, finding.Merge([]finding.Finding{few, many, elsewhere, few}))
}

func TestKeyOfAnAssertion(t *testing.T) {
	a, b := finding.Assertion("got 993, want 1000"), finding.Assertion("got 71, want 1000")
	require.Equal(t, a.Key(), b.Key())
	c := finding.Assertion("Close returned an error")
	require.NotEqual(t, a.Key(), c.Key())
	b.Test = "TestOther"
	require.NotEqual(t, a.Key(), b.Key())
}

func TestAssertion(t *testing.T) {
	f := finding.Assertion("    counter_test.go:31: 7 of 1000 increments were lost.\n  first at 12\n  last at 900\n")
	require.Equal(t, finding.Finding{
		Kind: finding.WrongResult, Title: "7 of 1000 increments were lost", Detail: "  first at 12\n  last at 900",
	}, f)
	require.Equal(t, "a requirement is not met", finding.Assertion(" \n").Title)

	long := finding.Assertion(strings.Repeat("é", 300))
	readable(t, long)
	require.Contains(t, long.Detail, strings.Repeat("é", 300), "what the title cuts is kept")
}

func TestLimit(t *testing.T) {
	require.Equal(t, finding.OutOfTime, finding.Limit("time").Kind)
	require.Equal(t, finding.OutOfMemory, finding.Limit("memory").Kind)
	require.Equal(t, finding.TooMuchOutput, finding.Limit("output").Kind)
	require.Equal(t, finding.Died, finding.Limit("patience").Kind)
	for _, what := range []string{"time", "memory", "output", "patience"} {
		readable(t, finding.Limit(what))
	}
}

func TestDiedWithoutATrace(t *testing.T) {
	f := finding.Crashed("one\ntwo\nthree\nfour\nfive\nsix\n", -1, "killed", localize, nil)
	require.Equal(t, finding.Died, f.Kind)
	require.Equal(t, "it was ended by the signal killed; the last it printed:\ntwo\nthree\nfour\nfive\nsix", f.Detail)

	f = finding.Crashed("", 66, "", localize, nil)
	require.Equal(t, "its exit code was 66", f.Detail)
}

// With GORACE=log_path the detector's own last words are in its log, and the
// process exits with the code of a race.
func TestDetectorOutOfMemory(t *testing.T) {
	f := finding.Crashed("==9==ERROR: ThreadSanitizer failed to allocate 0x8000000 (134217728) bytes at address 218000000000 (errno: 12)\n", 66, "", localize, nil)
	require.Equal(t, finding.OutOfMemory, f.Kind)
}

// A candidate can print the text of a panic, but its process does not end as
// one that panicked.
func TestPrintedPanicIsNotBelieved(t *testing.T) {
	text := "panic: send on closed channel\n\ngoroutine 1 [running]:\nmain.main()\n\t/w/p.go:1 +0x1\n"
	require.Equal(t, finding.Misuse, finding.Crashed(text, 2, "", localize, nil).Kind)
	require.Equal(t, finding.Died, finding.Crashed(text, 0, "", localize, nil).Kind)
	require.Equal(t, finding.Died, finding.Crashed(text, 66, "", localize, nil).Kind)
	require.Equal(t, finding.Died, finding.Crashed(text, -1, "killed", localize, nil).Kind)
}

// What a test has noted is the title; the dump explains it.
func TestNotesComeFirst(t *testing.T) {
	recording.Each(t, cases, "dump_callback_waits", func(t *testing.T, c recording.Case) {
		f := finding.StuckAt("only 1 of 3 computations were inside at once\n\n"+c.Output, localize, sources(c))
		require.Equal(t, "only 1 of 3 computations were inside at once", f.Title)
		require.True(t, strings.HasPrefix(f.Detail, "a goroutine waits inside the caller's function while it holds Index.mu, which 2 others wait for\n"), f.Detail)

		f = finding.StuckAt("deadlock: all goroutines in bubble are blocked\n\n"+c.Output, localize, sources(c))
		require.Equal(t, "a goroutine waits inside the caller's function while it holds Index.mu, which 2 others wait for", f.Title)
	})
}

func TestOnlyTheCallerIsLeft(t *testing.T) {
	f := finding.StuckAt("goroutine 7 [chan receive]:\np_test.TestX()\n\t/w/p_test.go:3 +0x1\n", localize, nil)
	require.Equal(t, "the caller waits for something that your program never does", f.Title)
	require.Empty(t, f.Marks)
}

func TestSourcesLine(t *testing.T) {
	s := finding.NewSources("exercises/x", map[string][]byte{"a.go": []byte("package a\n\n\tvar x = 1 \n"), "broken.go": []byte("packa")})
	require.Equal(t, "var x = 1", s.Line("exercises/x/a.go", 3))
	require.Equal(t, "packa", s.Line("exercises/x/broken.go", 1))
	for _, line := range []int{-1, 0, 99} {
		require.Empty(t, s.Line("exercises/x/a.go", line))
	}
	require.Empty(t, s.Line("nowhere.go", 1))
	require.Empty(t, (*finding.Sources)(nil).Line("a.go", 1))
}

func TestBuildThatSaysNothing(t *testing.T) {
	found := finding.Compile("", nil, localize)
	require.Len(t, found, 1)
	require.Equal(t, "the program does not compile", found[0].Title)
}

// An error of the hidden test's own explains nothing to a learner when one of
// theirs is there.
func TestOwnErrorsHideWhatFollows(t *testing.T) {
	found := finding.Compile("# x\nx.go:3:1: undefined: y\nx_test.go:9:2: declared and not used: z\n", nil, localize)
	require.Len(t, found, 1)
	require.Equal(t, "undefined: y", found[0].Title)

	found = finding.Compile("# x\nx_test.go:9:2: declared and not used: z\n", nil, localize)
	require.Len(t, found, 1)
	require.Equal(t, "the hidden tests do not compile with your program", found[0].Title)
	require.Equal(t, "the hidden test x_test.go:9: declared and not used: z", found[0].Detail)
}
