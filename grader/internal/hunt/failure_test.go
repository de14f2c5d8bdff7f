package hunt

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFailure(t *testing.T) {
	for name, c := range map[string]struct {
		stdout, text, file string
		line               int
	}{
		"plain": {
			"--- FAIL: TestA (0.01s)\n    a_test.go:27: sum is 1990, want 2000\nFAIL\n",
			"sum is 1990, want 2000", "a_test.go", 27,
		},
		"several lines, then another message": {
			"--- FAIL: TestA (0.01s)\n    a_test.go:27: one\n        two\n    b_test.go:3: three\nFAIL\n",
			"one\n    two\nthree", "a_test.go", 27,
		},
		"printed before, on the same line": {
			"some output--- FAIL: TestA (0.00s)\n    a_test.go:1: no\n",
			"no", "a_test.go", 1,
		},
		"a subtest's": {
			"--- FAIL: TestA (0.00s)\n    --- FAIL: TestA/b (0.00s)\n        a_test.go:9: b is wrong\nFAIL\n",
			"b is wrong", "a_test.go", 9,
		},
		"with -test.v": {
			"=== RUN   TestA\nprinted\n    a_test.go:8: one is 2\n--- FAIL: TestA (0.00s)\n=== RUN   TestA\n--- SKIP: TestA (0.00s)\nFAIL\n",
			"one is 2", "a_test.go", 8,
		},
		"testify": {
			"--- FAIL: TestA (0.00s)\n    a_test.go:12: \n        \tError Trace:\t/m/a_test.go:12\n        \tError:      \tNot equal: \n        \t            \texpected: 1\n        \t            \tactual  : 2\n        \tTest:       \tTestA\nFAIL\n",
			"Not equal:\nexpected: 1\nactual  : 2", "a_test.go", 12,
		},
		"without a word":  {"--- FAIL: TestA (0.00s)\nFAIL\n", "", "", 0},
		"another test's":  {"--- FAIL: TestAB (0.00s)\n    a_test.go:1: no\n", "", "", 0},
		"nothing printed": {"", "", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			text, file, line := failure(c.stdout, "TestA")
			require.Equal(t, c.text, text)
			require.Equal(t, c.file, file)
			require.Equal(t, c.line, line)
		})
	}
}

func TestGoFlags(t *testing.T) {
	for text, want := range map[string]goFlags{
		"":                                     {},
		"-mod=vendor -count=1":                 {mod: "vendor"},
		"-mod=mod":                             {mod: "mod"},
		"--mod=readonly -ldflags=-w":           {mod: "readonly", ldflags: "-w"},
		`'-ldflags=-X main.v=1 -s' -tags=a,b`:  {ldflags: "-X main.v=1 -s"},
		"\t\"-ldflags=-X 'a b=c'\"  -mod=mod ": {ldflags: "-X 'a b=c'", mod: "mod"},
		`'-ldflags=-w`:                         {},
	} {
		require.Equal(t, want, parseGoFlags(text), "%q", text)
	}
}

func TestEnds(t *testing.T) {
	var e ends
	for range 30 {
		n, err := e.Write(make([]byte, 100_000))
		require.NoError(t, err)
		require.Equal(t, 100_000, n)
	}
	_, _ = e.Write([]byte("the end"))
	b := e.bytes()
	require.LessOrEqual(t, len(b), headKept+2*tailKept+10)
	require.GreaterOrEqual(t, len(b), headKept+tailKept)
	require.Contains(t, string(b[len(b)-7:]), "the end")

	var small ends
	_, _ = small.Write([]byte("a"))
	_, _ = small.Write(make([]byte, headKept))
	require.Len(t, small.bytes(), headKept+1)
}
