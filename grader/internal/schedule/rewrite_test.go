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
