package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/finding"
)

// said is a finding as the tables write it: "rule@line", with "compile error "
// in front when it is one.
func said(all []finding.Finding) []string {
	var lines []string
	for _, f := range all {
		s := f.Rule
		if f.Kind != finding.Forbidden {
			s = string(f.Kind) + " " + s
		}
		for _, m := range f.Marks {
			s += fmt.Sprintf("@%d", m.Line)
		}
		lines = append(lines, s)
	}
	return lines
}

func from(t testing.TB, files map[string]string) candidate.Candidate {
	t.Helper()
	m := map[string][]byte{}
	for name, src := range files {
		m[name] = []byte(src)
	}
	c, err := candidate.FromFiles(m)
	require.NoError(t, err)
	return c
}

// one is a candidate of one file.
func one(t testing.TB, src string) candidate.Candidate {
	t.Helper()
	return from(t, map[string]string{"x.go": src})
}

// row is one source and what the policy says of it; nothing when accepted.
type row struct {
	name, src string
	want      []string
}

func run(t *testing.T, rows []row) {
	for _, tc := range rows {
		t.Run(tc.name, func(t *testing.T) {
			got := Check(one(t, tc.src), Rules{Package: "x"})
			require.Equal(t, tc.want, said(got), "%+v", got)
			for _, f := range got {
				require.NotEmpty(t, f.Title)
				require.NotEmpty(t, f.Marks)
				require.False(t, strings.HasSuffix(f.Title, "."), f.Title)
				if f.Kind == finding.Forbidden {
					require.NotEmpty(t, f.Detail)
					require.NotEmpty(t, f.Hint)
				}
			}
			requireSameWithComments(t, tc.src)
		})
	}
}

func is(rules ...string) []string { return rules }

// body puts statements at line 3 of a file that imports what they need.
func body(stmts string) string {
	return `package x; import ("context"; "io"; "time"; "sync"; "sync/atomic"; "math"; "sort"; "strings")
func f(ch chan error, err error, v any, errs []error) {
` + stmts + `
}`
}

func TestImports(t *testing.T) {
	run(t, []row{
		{"every default", "package x\nimport (\n" + quoted(defaultPackages()) + ")", nil},
		{"blank, of an allowed package", "package x\nimport _ \"fmt\"", nil},
		{"renamed", "package x\nimport os \"fmt\"", nil},
		{"os", "package x\n\nimport \"os\"", is("import@3")},
		{"renamed os", "package x\nimport fmt \"os\"", is("import@2")},
		{"raw string", "package x\nimport `os`", is("import@2")},
		{"escaped string", "package x\nimport \"\\x6fs\"", is("import@2")},
		{"blank os", "package x\nimport _ \"os\"", is("import@2")},
		{"below os", "package x\nimport \"os/exec\"", is("import@2")},
		{"runtime/debug", "package x\nimport \"runtime/debug\"", is("import@2")},
		{"synctest", "package x\nimport \"testing/synctest\"", is("import@2")},
		{"unsafe", "package x\nimport \"unsafe\"", is("import@2")},
		{"not listed", "package x\nimport \"log\"", is("import@2")},
		{"the older rand", "package x\nimport \"math/rand\"", is("import@2")},
		{"the solutions", "package x\nimport \"racekata/solutions/101_counter\"", is("import@2")},
		{"relative", "package x\nimport \"./y\"", is("import@2")},
		{"C", "package x\nimport \"C\"", is("cgo@2")},
		{"C with preamble", "package x\n// #include <stdlib.h>\nimport \"C\"", is("cgo@3")},
		{"dot", "package x\nimport . \"fmt\"", is("dot import@2")},
		{"dot, of a forbidden one", "package x\nimport . \"os\"", is("dot import@2", "import@2")},
		{"second declaration", "package x\nimport \"fmt\"\nimport (\n\"sync\"\n\"reflect\"; \"os\"\n)", is("import@5", "import@5")},
		{"seen before a syntax error", "package x\nimport \"os\"\nfunc f() {", is("import@2", "compile error syntax@3")},
	})
}

func quoted(paths []string) string {
	var b strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&b, "%q\n", p)
	}
	return b.String()
}

func TestAllow(t *testing.T) {
	check := func(allow []string, imports ...string) []string {
		return said(Check(one(t, "package x\nimport (\n"+quoted(imports)+")"), Rules{Allow: allow}))
	}
	require.Empty(t, check([]string{"log"}, "log"))
	require.Equal(t, is("import@3"), check([]string{"log"}, "fmt"), "a list replaces the default")
	require.Equal(t, is("import@3"), check([]string{}, "fmt"), "an empty list allows nothing")
	require.Empty(t, check(nil, "fmt"), "no list is the default")
	require.Empty(t, check([]string{"container/*"}, "container/list"))
	require.Equal(t, is("import@3"), check([]string{"container/*"}, "container"))
	for _, p := range []string{"os", "os/signal", "syscall", "unsafe", "reflect", "runtime", "runtime/pprof", "testing", "testing/iotest", "plugin", "internal/race", "racekata/grader/kit"} {
		require.Equal(t, is("import@3"), check([]string{p, "os/*", "runtime/*"}, p), "never, even when listed: %s", p)
		require.True(t, Never(p))
	}
	require.Equal(t, is("cgo@3"), check([]string{"C"}, "C"))
	require.False(t, Never("osprey"), "a whole element, not a prefix")
	for _, p := range DefaultImports {
		require.False(t, Never(p), p)
	}

	list := Imports([]string{"log", "fmt"}, []string{"sync/atomic", "container/*"})
	require.Contains(t, list, "log")
	require.Contains(t, list, "fmt")
	require.NotContains(t, list, "sync/atomic")
	require.NotContains(t, list, "container/*")
	require.Len(t, list, len(DefaultImports)+1-2)
}

func TestWhatAPersonReads(t *testing.T) {
	got := Check(one(t, "package x\n\nimport \"os\"\n"), Rules{Allow: []string{"fmt", "sync"}})
	require.Equal(t, []finding.Finding{{
		Kind:   finding.Forbidden,
		Rule:   RuleImport,
		Title:  `import "os" is not allowed here`,
		Detail: "It reaches files, processes and the exit code, past the tests that decide.",
		Hint:   "Allowed here: fmt, sync.",
		Marks:  []finding.Mark{{Position: finding.Position{File: "x.go", Line: 3, Column: 8}, Note: "imported here"}},
	}}, got)

	got = Check(one(t, "package x\nimport \"math/rand\""), Rules{})
	require.Equal(t, `Use "math/rand/v2" instead.`, got[0].Hint)

	got = Check(one(t, "package x\nimport \"context\"\nfunc init() { context.Canceled = nil }"), Rules{})
	require.Equal(t, "context.Canceled belongs to another package and may not be changed here", got[0].Title)
	require.Equal(t, finding.Position{File: "x.go", Line: 3, Column: 15}, got[0].Marks[0].Position)
	require.Equal(t, "context.Canceled is assigned to here", got[0].Marks[0].Note)

	got = Check(one(t, "package x\nimport xrand \"math/rand/v2\"\nvar p = &xrand.V"), Rules{})
	require.Contains(t, got[0].Detail, "package rand ")
	require.Contains(t, got[0].Title, "xrand.V ")
}

func TestTextIsSafeForATerminal(t *testing.T) {
	for _, src := range []string{
		"package x\n//go:norace\x1b[2J\u202e" + strings.Repeat("x", 10_000),
		"package x\n//line \x1b[2J" + strings.Repeat("x", 10_000) + ":1",
		"package x\nvar a `\x1b[2J" + strings.Repeat("x", 10_000) + "`",
	} {
		got := Check(one(t, src), Rules{})
		require.Len(t, got, 1)
		for _, text := range []string{got[0].Title, got[0].Detail, got[0].Marks[0].Note} {
			require.NotContains(t, text, "\x1b")
			require.NotContains(t, text, "\u202e")
			require.Less(t, len(text), 1000)
		}
	}
}

func TestBuildConstraints(t *testing.T) {
	run(t, []row{
		{"go:build", "//go:build linux\n\npackage x", is("build constraint@1")},
		{"race", "//go:build !race\n\npackage x", is("build constraint@1")},
		{"version", "//go:build go1.21\npackage x", is("build constraint@1")},
		{"plus build", "// +build linux\n\npackage x", is("build constraint@1")},
		{"plus build without a space", "//+build linux\n\npackage x", is("build constraint@1")},
		{"after a BOM", "\uFEFF//go:build linux\n\npackage x", is("build constraint@1")},
		{"CRLF", "//go:build linux\r\n\r\npackage x\r\n", is("build constraint@1")},
		{"malformed", "//go:build\n\npackage x", is("build constraint@1")},
		{"after the package clause", "package x\n//go:build linux\n", is("build constraint@2")},
		{"indented", "package x\nfunc f() {\n\t//go:build linux\n}", is("build constraint@3")},
		{"in a block comment", "/*\n//go:build linux\n*/\npackage x", is("build constraint@1")},
		{"in a raw string", "package x\nvar s = `\n//go:build linux\n// +build linux\n//go:norace\n//line a.go:1\n/*line a.go:1*/\n`", nil},
		{"in a string", "package x\nvar s = \"//go:build linux /*line a.go:1*/ //line a.go:1\"", nil},
		{"a comment that begins in a string", "package x\nvar s, r = \"/*\", '\"' //go:norace\n", is("directive@2")},
		{"prose", "// go:build is a constraint; +build was one.\npackage x", nil},
	})
}

func TestDirectives(t *testing.T) {
	run(t, []row{
		{"norace", "package x\n\n//go:norace\nfunc f() {}", is("directive@3")},
		{"linkname", "package x\n\n//go:linkname now time.now\nfunc now()", is("directive@3")},
		{"embed", "package x\n//go:embed x.go\nvar s string", is("directive@2")},
		{"generate", "package x\n//go:generate rm -rf /", is("directive@2")},
		{"debug", "//go:debug asynctimerchan=1\npackage x", is("directive@1")},
		{"unknown", "package x\n//go:whatever", is("directive@2")},
		{"bare", "package x\n//go:", is("directive@2")},
		{"behind code", "package x\nvar a int //go:norace", is("directive@2")},
		{"indented", "package x\nfunc f() {\n\t\t//go:noinline\n}", is("directive@3")},
		{"with CRLF", "package x\r\n//go:norace\r\nfunc f() {}\r\n", is("directive@2")},
		{"block", "package x\n/*go:norace*/\nfunc f() {}", is("directive@2")},
		{"a line of a block", "package x\n/* x\n   //go:norace\n*/\nfunc f() {}", is("directive@2")},
		{"export", "package x\n//export F\nfunc F() {}", is("directive@2")},
		{"export in prose", "package x\n//export the counter before use\nfunc F() {}", nil},
		{"a space", "package x\n// go:norace\nfunc f() {}", nil},
		{"capital", "package x\n//Go: a good language\nfunc f() {}", nil},
		{"others' directives", "package x\n//nolint:all\n//lint:ignore U1000 why\n//revive:disable\nfunc f() {}", nil},
		{"in a file that does not parse", "package x\n//go:norace\nfunc f( {", is("directive@2", "compile error syntax@3")},
		{"after a broken string", "package x\nvar s = \"\n//go:norace\n", is("compile error syntax@2", "directive@3")},
	})
}

func TestLineDirectives(t *testing.T) {
	run(t, []row{
		{"file and line", "package x\n//line y.go:3\nvar a int", is("line directive@2")},
		{"line only", "package x\n//line :3\nvar a int", is("line directive@2")},
		{"line and column", "package x\n//line :3:7\nvar a int", is("line directive@2")},
		{"first line", "//line y.go:3\npackage x", is("line directive@1")},
		{"Windows", "package x\n//line C:\\y.go:3\nvar a int", is("line directive@2")},
		{"spaces in the name", "package x\n//line a b.go:3\nvar a int", is("line directive@2")},
		{"block", "package x\n/*line y.go:3*/ var a int", is("line directive@2")},
		{"within an expression", "package x\nvar a = 1 +\n\t/*line :3:7*/ 2", is("line directive@3")},
		{"within a call", "package x\nvar a = len(/*line y.go:1:1*/\"x\")", is("line directive@2")},
		{"two", "package x\n/*line :3*/ var a /*line :4*/ int", is("line directive@2", "line directive@2")},
		{"CRLF", "package x\r\n//line y.go:3\r\nvar a int\r\n", is("line directive@2")},
		{"behind code, where the compiler passes it over", "package x\nvar a int //line y.go:3", is("line directive@2")},
		{"block over two lines, an error to the compiler", "package x\n/*line y.go:3\n*/var a int", is("line directive@2", "compile error syntax@2")},
		{"after others, positions stay those of the bytes", "package x\n//line y.go:300\n\n//go:norace\nvar p = 1", is("line directive@2", "directive@4")},
		{"syntax errors too", "package x\n//line y.go:300\nvar a int = = 1", is("line directive@2", "compile error syntax@3")},
		{"prose", "package x\n// line 3 does: x.go:3\nvar a int // line y.go:3", nil},
		{"prose without a space", "package x\n//line 3 of the contract\nvar a int", nil},
		{"prose with a colon behind code", "package x\nvar a int //line 3: the counter", nil},
		{"block prose", "package x\n/* line y.go:3 */ /*line*/ /*line */ /*line 3*/ /*lines a:3*/ var a int", nil},
		{"tab", "package x\n//line\ty.go:3\nvar a int", nil},
		{"capital", "package x\n//LINE y.go:3\nvar a int", nil},
		{"three slashes", "package x\n///line y.go:3\nvar a int", nil},
		{"what the compiler calls an error", "package x\n//line y.go:x\nvar a int", is("compile error syntax@2")},
	})
}

func TestReservedNames(t *testing.T) {
	run(t, []row{
		{"function", "package x\nfunc racekata() {}", is("reserved name@2")},
		{"used", "package x\nvar a = racekataHook", is("reserved name@2")},
		{"once a file", "package x\nvar racekata_ = 1\nvar b = racekata_", is("reserved name@2")},
		{"local, field, method, label, parameter, alias", "package x\nimport racekata1 \"fmt\"\ntype T struct{ racekata2 int }\nfunc (T) racekata3(racekata4 int) {\nracekata5:\n\tfor { break racekata5 }\n}\nvar a = racekata1.Sprint()",
			is("reserved name@2", "reserved name@3", "reserved name@4", "reserved name@4", "reserved name@5")},
		{"other case", "package x\nvar Racekata, raceKata, race, kata int", nil},
		{"in strings and comments", "package x // racekata\nvar s = \"racekata\"", nil},
	})
}

func TestPackages(t *testing.T) {
	check := func(name string, files map[string]string) []string {
		return said(Check(from(t, files), Rules{Package: name}))
	}
	require.Empty(t, check("x", map[string]string{"a.go": "package x", "b.go": "package x"}))
	require.Empty(t, check("", map[string]string{"a.go": "package anything"}))
	require.Equal(t, is("package main@1"), check("x", map[string]string{"a.go": "package main"}))
	require.Equal(t, is("package main@1"), check("", map[string]string{"a.go": "package main"}))
	require.Equal(t, is("package main@1"), check("x", map[string]string{"a.go": "package x", "b.go": "package main"}),
		"a stray program is named, not called a second package")
	require.Equal(t, is("package name@1@2"), check("x", map[string]string{"a.go": "package y", "b.go": "\npackage y"}))
	require.Equal(t, is("compile error two packages@1"), check("x", map[string]string{"a.go": "package x", "b.go": "package y"}))
	require.Equal(t, is("compile error two packages@1"), check("x", map[string]string{"a.go": "package x", "b.go": "package documentation"}),
		"the go command would leave it out")
	require.Equal(t, is("package name@1"), check("x", map[string]string{"a.go": "package documentation"}))

	got := Check(from(t, map[string]string{"a.go": "package y"}), Rules{Package: "x"})
	require.Equal(t, "the package is called y and not x", got[0].Title)
	require.Equal(t, "Begin the file with: package x.", got[0].Hint)
	got = Check(from(t, map[string]string{"a.go": "package y", "b.go": "package x"}), Rules{Package: "x"})
	require.Equal(t, "found packages x (b.go) and y (a.go) in one folder", got[0].Title)
	require.Equal(t, "a.go", got[0].Marks[0].File)
}

func TestFileNames(t *testing.T) {
	check := func(names ...string) []string {
		files := map[string]string{}
		for _, n := range names {
			files[n] = "package x"
		}
		return said(Check(from(t, files), Rules{}))
	}
	for _, name := range []string{
		"x_windows.go", "x_linux.go", "x_linux_arm64.go", "x_arm64.go", "x_linux.extra.go", "x_linux_test.extra.go",
		"a_b_js.go", "x_wasip1.go", "x__linux.go", "x_linux_amd64.go", "x_darwin.go", "x_plan9.go",
	} {
		require.Equal(t, is("file name@0"), check(name), name)
	}
	for _, name := range []string{
		"linux.go", "windows.go", "amd64.go", "xlinux.go", "x_linux_pool.go", "x_Linux.go", "x_unix.go", "x_test_a.go",
		"x.linux.go", "worker_pool.go", "x_race.go",
	} {
		require.Empty(t, check(name), name)
	}
	require.Equal(t, is("file name@0"), check("counter.go", "Counter.go"))
	require.Equal(t, is("reserved name@0"), check("racekata_hook.go"))
	require.Equal(t, is("reserved name@0"), check("Racekata.go"), "one file to some file systems")
	require.Empty(t, check("x.go", "x_windows_test.go"), "tests are left out anyway")
}

func TestLeftOut(t *testing.T) {
	c := from(t, map[string]string{"x.go": "package x", "a.s": "", "b.syso": "", "c.c": "", "d.h": "", "e.o": "", "go.mod": "", "x_test.go": "package os", "README.md": ""})
	require.Equal(t, is("assembly", "assembly", "cgo", "cgo"), rules(Check(c, Rules{})))
	large := strings.Repeat("/", candidate.MaxFileBytes)
	c = from(t, map[string]string{"a.go": "package x\n" + large, "b.go": "package x"})
	require.Equal(t, is("file size"), rules(Check(c, Rules{})))
}

func rules(all []finding.Finding) []string {
	var names []string
	for _, f := range all {
		names = append(names, f.Rule)
	}
	return names
}

func TestSyntaxErrors(t *testing.T) {
	run(t, []row{
		{"empty file", "", is("compile error syntax@1")},
		{"no package", "func f() {}", is("compile error syntax@1")},
		{"two", "package x\nfunc f() { a := }\nfunc g() { b := }", is("compile error syntax@2", "compile error syntax@3")},
		{"NUL", "package x\nvar a\x00 int", is("compile error syntax@2")},
		{"bad UTF-8", "package x\nvar s = \"\xff\"", is("compile error syntax@2")},
		{"BOM in the middle", "package x\nvar \uFEFFa int", is("compile error syntax@2")},
		{"BOM in front", "\uFEFFpackage x\n", nil},
		{"unclosed comment", "package x\n/*", is("compile error syntax@2")},
		{"CRLF", "package x\r\n\r\nfunc max(a, b int) int {\r\n\treturn a\r\n}\r\n", nil},
	})
	got := Check(one(t, "package x\n\nfunc f() { a := }"), Rules{})
	require.Equal(t, []finding.Finding{{
		Kind:   finding.CompileError,
		Rule:   RuleSyntax,
		Title:  "expected operand, found '}'",
		Detail: "x.go:3:17: expected operand, found '}'",
		Marks:  []finding.Mark{{Position: finding.Position{File: "x.go", Line: 3, Column: 17}}},
	}}, got)

	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("f%d.go", i)] = "package x\nfunc f( {"
	}
	require.Len(t, Check(from(t, files), Rules{}), maxCompileErrors)
	got = Check(one(t, "package x\n"+strings.Repeat("//go:norace\n", 1000)), Rules{})
	require.Len(t, got, maxRefusals)
	require.Equal(t, 2, got[0].Marks[0].Line, "the first of them")
}
