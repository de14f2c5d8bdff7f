package policy

import (
	"go/scanner"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/finding"
)

// padded puts a comment and white space behind every token where that changes
// nothing. It is false for a source that does not scan.
func padded(src string) (string, bool) {
	fset := token.NewFileSet()
	file := fset.AddFile("x.go", -1, len(src))
	failed := false
	var s scanner.Scanner
	s.Init(file, []byte(src), func(token.Position, string) { failed = true }, scanner.ScanComments)
	var b strings.Builder
	done := 0
	for {
		pos, tok, lit := s.Scan()
		if failed {
			return "", false
		}
		if tok == token.EOF {
			break
		}
		if tok == token.SEMICOLON && lit != ";" || strings.HasPrefix(lit, "//") {
			continue // an end of line, or what runs up to it
		}
		width := len(lit)
		if !tok.IsLiteral() && tok != token.COMMENT && !tok.IsKeyword() {
			width = len(tok.String())
		}
		if strings.Contains(src, "\r") && (tok == token.COMMENT || tok == token.STRING) {
			continue // the literal is shorter than what was read
		}
		end := file.Offset(pos) + width
		b.WriteString(src[done:end])
		b.WriteString(" \t/* line 3 */ ")
		done = end
	}
	b.WriteString(src[done:])
	return b.String(), true
}

func ruleSet(all []finding.Finding) []string {
	set := map[string]bool{}
	for _, f := range all {
		set[f.Rule] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// requireSameWithComments holds that what is refused stays refused, and what is
// accepted accepted, when white space and comments are added.
func requireSameWithComments(t *testing.T, src string) {
	t.Helper()
	more, ok := padded(src)
	if !ok || len(more) > candidate.MaxFileBytes {
		return
	}
	before, after := Check(one(t, src), Rules{Package: "x"}), Check(one(t, more), Rules{Package: "x"})
	require.Equal(t, ruleSet(before), ruleSet(after), "%s", more)
}

func TestPadded(t *testing.T) {
	more, ok := padded("package x // a\nvar s = `b` + 1\n")
	require.True(t, ok)
	const c = " \t/* line 3 */ "
	require.Equal(t, "package"+c+" x"+c+" // a\nvar"+c+" s"+c+" ="+c+" `b`"+c+" +"+c+" 1"+c+"\n", more)
}

func FuzzCheck(f *testing.F) {
	samples, err := filepath.Glob("testdata/accepted/*.go.txt")
	require.NoError(f, err)
	for _, path := range samples {
		src, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(string(src))
	}
	for _, src := range []string{
		"//go:build linux\npackage x",
		"package x\nimport . \"os\"\n//go:norace\nfunc f() { /*line a.go:1*/ }",
		body("for context.Canceled = range ch { select { case io.EOF = <-ch: } }"),
		body("(*time.Local) = *time.UTC; io := 1; io++"),
		body("const n = 1 << (iota + 30); var a [len([n]int{})]int; _ = sort.IntSlice{n: 1}"),
		"package x\ntype P[T any] struct{ a [1000]T }\nvar a P[P[P[int]]]",
		"package x\nconst a = \"a\" + \"b\"; const b = a + a; var racekata = len(b)",
		"package x\nfunc (s *S[T]) m[U any](io int) (r T) { switch x := any(r).(type) { case int: _ = x }; goto l; l: return }",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<16 {
			t.Skip("a long source shows nothing that a short one does not")
		}
		got := Check(one(t, src), Rules{Package: "x"})
		for _, g := range got {
			require.NotEmpty(t, g.Rule)
			for _, m := range g.Marks {
				require.Equal(t, "x.go", m.File)
				require.LessOrEqual(t, m.Line, 1+strings.Count(src, "\n"))
			}
		}
		if !slices.ContainsFunc(got, func(g finding.Finding) bool { return g.Kind == finding.CompileError }) {
			requireSameWithComments(t, src)
		}
	})
}
