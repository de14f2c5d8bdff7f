package schedule_test

import (
	"flag"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/schedule"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// tricky reads the files of testdata/tricky.
func tricky(t testing.TB) map[string][]byte {
	t.Helper()
	// Not *.go: their odd layout is part of the test, and gofmt would see to it.
	paths, err := filepath.Glob("testdata/tricky/*.go.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	files := map[string][]byte{}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		files[strings.TrimSuffix(filepath.Base(path), ".txt")] = src
	}
	return files
}

func TestTrickyConstructs(t *testing.T) {
	files := tricky(t)
	changed, sites, err := schedule.Rewrite(files, schedule.Options{Hook: "racekata/grader/kit/hook", First: 100})
	require.NoError(t, err)
	for name, src := range files {
		got := changed[name]
		requireSame(t, name, src, got)
		golden := filepath.Join("testdata", "tricky", name+".golden")
		if *update {
			require.NoError(t, os.WriteFile(golden, got, 0o644))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "go test -update accepts the difference")
	}
	require.NoError(t, check(changed))
	for i, site := range sites {
		require.EqualValues(t, 100+i, site.Number)
	}
}

// TestWithRealTypes rewrites with the standard library's own types instead of
// the sketches: everything the sketches know is found, and more.
func TestWithRealTypes(t *testing.T) {
	files := tricky(t)
	sketched, _, err := schedule.Rewrite(files, schedule.Options{Hook: "racekata/grader/kit/hook"})
	require.NoError(t, err)
	real, _, err := schedule.Rewrite(files, schedule.Options{Hook: "racekata/grader/kit/hook", Importer: importer.Default()})
	require.NoError(t, err)
	for name := range files {
		require.Equal(t, string(sketched[name]), string(real[name]))
	}
}

// standard is shared by the tests: reading export data is slow the first time.
var standard = importer.Default()

// check type-checks rewritten files.
func check(files map[string][]byte) error {
	fset := token.NewFileSet()
	var parsed []*ast.File
	for name, src := range files {
		f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		parsed = append(parsed, f)
	}
	config := types.Config{Importer: withHook{common{}}}
	_, err := config.Check("rewritten", fset, parsed, nil)
	return err
}

// withHook imports the hook package by its signatures.
type withHook struct{ types.Importer }

func (w withHook) Import(path string) (*types.Package, error) {
	if !strings.HasSuffix(path, "/hook") {
		return w.Importer.Import(path)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "hook.go", `package hook
func S(site uint32) {}
func B(site uint32) uint32 { return site }
func A(site uint32) {}
func V[T any](site uint32, v T) T { return v }
`, 0)
	if err != nil {
		return nil, err
	}
	return new(types.Config).Check(path, fset, []*ast.File{f}, nil)
}

func BenchmarkRewrite(b *testing.B) {
	files := tricky(b)
	for b.Loop() {
		_, _, err := schedule.Rewrite(files, schedule.Options{Hook: "racekata/grader/kit/hook"})
		require.NoError(b, err)
	}
}

func TestErrors(t *testing.T) {
	_, _, err := schedule.Rewrite(map[string][]byte{"a.go": []byte("package a")}, schedule.Options{})
	require.EqualError(t, err, "rewrite for schedules: no import path for the hook package")
	_, _, err = schedule.Rewrite(map[string][]byte{"a.go": []byte("package a\nfunc {")}, schedule.Options{Hook: "h"})
	require.ErrorContains(t, err, "a.go:2:6")
	_, _, err = schedule.Rewrite(nil, schedule.Options{Hook: "h", GoVersion: "1.13"})
	require.ErrorContains(t, err, `"1.13" is no Go version`)
}

// TestLeftAlone: files and functions that are none of our business.
func TestLeftAlone(t *testing.T) {
	const body = "func f(c chan int) int { return <-c }\n"
	for name, src := range map[string]string{
		"cgo":            "package a\nimport \"C\"\n" + body,
		"line directive": "package a\n//line other.go:3\n" + body,
		"line comment":   "package a\nfunc f(c chan int) int { return /*line other.go:3:4*/ <-c }\n",
		"directive":      "package a\n//go:nosplit\n\n" + body,
		"nothing to do":  "package a\nconst x = 1\nvar y = x\nfunc f()\n",
	} {
		changed, sites, err := schedule.Rewrite(map[string][]byte{"a.go": []byte(src)}, schedule.Options{Hook: "h"})
		require.NoError(t, err, name)
		require.Empty(t, changed, name)
		require.Empty(t, sites, name)
	}
	test := map[string][]byte{"a_test.go": []byte("package a\n" + body)}
	changed, _, err := schedule.Rewrite(test, schedule.Options{Hook: "h"})
	require.NoError(t, err)
	require.Empty(t, changed)
	changed, _, err = schedule.Rewrite(test, schedule.Options{Hook: "h", Tests: true})
	require.NoError(t, err)
	require.Len(t, changed, 1)
}

// TestTakenName: the hook package's name is free in every file.
func TestTakenName(t *testing.T) {
	changed, _, err := schedule.Rewrite(map[string][]byte{
		"a.go": []byte("package a\nfunc f() { racekatahook := 1; _ = racekatahook }\n"),
		"b.go": []byte("package a\nfunc racekatahook_() {}\n"),
	}, schedule.Options{Hook: "h"})
	require.NoError(t, err)
	require.Contains(t, string(changed["a.go"]), `import racekatahook__ "h"`)
}

// TestWithoutTypes: what no importer finds is hooked as far as syntax goes,
// and still compiles once the compiler knows it.
func TestWithoutTypes(t *testing.T) {
	const src = `package a

import "example.com/lib"

func f(l *lib.Lock, ch chan lib.Value) (int, error) {
	l.Lock()
	defer l.Unlock()
	x := l.Load() + 1
	v, ok := l.Swap(x)
	if v := <-ch; ok {
		_ = v
	}
	for l.Add(1) < 3 {
	}
	_ = v
	return l.Wait()
}
`
	changed, sites, err := schedule.Rewrite(map[string][]byte{"a.go": []byte(src)}, schedule.Options{Hook: "h"})
	require.NoError(t, err)
	got := string(changed["a.go"])
	requireSame(t, "a.go", []byte(src), changed["a.go"])
	require.Contains(t, got, "/*line :6:2*/l.Lock();racekatahook.A(")
	require.Contains(t, got, "/*line :7:2*/defer l.Unlock();defer racekatahook.B(")
	require.Contains(t, got, "/*line :8:2*/x := l.Load() + 1;racekatahook.A(", "one result or more: not known, so only the statement is surrounded")
	require.Contains(t, got, "/*line :10:10*/<-ch)", "a receive has one result whatever its type")
	require.Equal(t, schedule.Site{Number: 0, File: "a.go", Line: 6, Column: 2, Kind: schedule.Operation}, sites[0])
}
