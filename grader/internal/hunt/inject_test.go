package hunt

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheKitMovesIntoTheModule(t *testing.T) {
	m := &module{path: "example.com/m", root: "/w/m"}
	o := overlay{}
	require.NoError(t, m.kitInto(o, os.DirFS("../../kit")))
	for _, name := range []string{"hook/hook.go", "watch/hunted.go", "watch/timers_workspace.go"} {
		require.Contains(t, o, filepath.Join("/w/m/racekata_hunt", name))
	}
	for name, src := range o {
		require.NotContains(t, string(src), `"`+home+`/`, name)
		line, _, _ := strings.Cut(string(src), "\n")
		require.Regexp(t, `^//go:build go1\.21`, line, "%s would not compile in an old module", name)
		require.NotContains(t, line, "racekata_workspace", name)
	}
	require.Contains(t, string(o["/w/m/racekata_hunt/watch/hunted.go"]), `"example.com/m/racekata_hunt/hook"`)

	dir := t.TempDir()
	name, err := o.write(dir)
	require.NoError(t, err)
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	var got struct{ Replace map[string]string }
	require.NoError(t, json.Unmarshal(b, &got))
	require.Len(t, got.Replace, len(o))
	for path, at := range got.Replace {
		src, err := os.ReadFile(at)
		require.NoError(t, err)
		require.Equal(t, o[path], src)
	}
}

// A package's sites have the same numbers whatever else is hunted.
func TestFirstSite(t *testing.T) {
	numbers := []uint32{firstSite("a"), firstSite("b"), firstSite("a/b")}
	require.Equal(t, firstSite("a"), numbers[0])
	for _, n := range numbers {
		require.Positive(t, n)
		require.Less(t, n, uint32(1<<31))
	}
	slices.Sort(numbers)
	require.Len(t, slices.Compact(numbers), 3)
}

func TestHooksAndWatch(t *testing.T) {
	dir := t.TempDir()
	write := func(name, src string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(src), 0o644))
	}
	write("a.go", "package a\n\nfunc run(c chan int) { c <- 1 }\n")
	write("a_test.go", "package a\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) { run(make(chan int, 1)) }\n")
	write("b_test.go", "package a\n\nimport \"testing\"\n\nfunc TestB(t *testing.T) { }\n")
	m := &module{path: "m", root: dir}
	s := read(&listed{ImportPath: "m", Dir: dir, Name: "a", GoFiles: []string{"a.go", "gone.go"}, TestGoFiles: []string{"a_test.go", "b_test.go"},
		Module: &listedModule{Path: "m", GoVersion: "1.13"}})

	hooked := overlay{}
	s.hookInto(hooked, m, true)
	require.Len(t, hooked, 3)
	require.Contains(t, string(hooked[filepath.Join(dir, "a.go")]), `"m/racekata_hunt/hook"`)
	require.Contains(t, string(hooked[filepath.Join(dir, "a.go")]), "//go:build go1.21")
	require.Contains(t, string(hooked[filepath.Join(dir, "a_test.go")]), "racekatawatch.Test(t);")
	require.Equal(t, []testFunc{{"TestA", "a_test.go", 5}, {"TestB", "b_test.go", 5}}, s.tests)

	watched := overlay{}
	s.hookInto(watched, m, false)
	require.Len(t, watched, 2)
	for _, src := range watched {
		require.NotContains(t, string(src), "racekatahook")
	}

	// A test file that cannot be parsed costs the package neither hooks nor
	// the other tests.
	s.files["b_test.go"] = []byte("package a\nfunc {")
	hooked = overlay{}
	s.hookInto(hooked, m, true)
	require.Contains(t, string(hooked[filepath.Join(dir, "a.go")]), "racekatahook")
	require.Equal(t, []testFunc{{"TestA", "a_test.go", 5}}, s.tests)
}
