package exercise

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestVersionChangesWithWhatIsJudged(t *testing.T) {
	const id = "101_counter"
	version := func(files fstest.MapFS) string {
		t.Helper()
		c, err := Load(files)
		require.NoError(t, err)
		v, err := c.Versions()
		require.NoError(t, err)
		require.Len(t, v[id], 12)
		return v[id]
	}
	with := func(name, content string) fstest.MapFS {
		files := folder(id)
		files[id+"/"+name] = &fstest.MapFile{Data: []byte(content)}
		return files
	}
	before := version(folder(id))
	require.Equal(t, before, version(folder(id)))

	for name, files := range map[string]fstest.MapFS{
		"a hint":             folder(id, `"a", "b"`, `"a", "better"`),
		"the title":          folder(id, "The hit counter", "Hits"),
		"the plan":           folder(id, "level = 1", "level = 1\nplan = {quick = 7}"),
		"the level":          folder(id, "level = 1", "level = 2"),
		"the debrief":        with("README.md", "another"),
		"the reference":      with("counter.go", "package counter // shorter\n"),
		"a wrong answer":     with("testdata/wrong/more.go", "// want: leak\npackage counter\n"),
		"the starter's demo": with("testdata/starter/demo/main.go", "package main // another\n"),
		"the starter's text": with("testdata/starter/README.md", "a story"),
	} {
		require.Equal(t, before, version(files), "%s is no new version", name)
	}
	seen := map[string]string{before: "what was there"}
	for name, files := range map[string]fstest.MapFS{
		"the starter":       with("testdata/starter/counter.go", "package counter // another\n"),
		"the visible test":  with("testdata/starter/counter_test.go", "package counter\n"),
		"a hidden test":     with("counter_test.go", "package counter_test\nfunc TestCounted(t int) { }\nfunc TestLeft(t int) {}\n"),
		"points":            folder(id, "points = 8", "points = 7", "points = 2", "points = 3"),
		"a check's name":    folder(id, `"counted"`, `"all counted"`),
		"what is caught":    folder(id, `["leak"]`, `["stuck"]`),
		"the imports":       folder(id, "level = 1", "level = 1\nimports = {add = [\"os\"]}"),
		"what it is worth":  folder(id, "starter_passes = true", ""),
		"a file of another": with("testdata/starter/counter_tes.go", "package counter\n"),
	} {
		v := version(files)
		require.Empty(t, seen[v], "%s makes a new version", name)
		seen[v] = name
	}
}
