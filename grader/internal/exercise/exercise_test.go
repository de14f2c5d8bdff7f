package exercise

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding"
)

const goodTOML = `
title = "The hit counter"
pillar = "correctness"
level = 1
concepts = ["mutex"]

[[check]]
name = "counted"
points = 8
tests = ["TestCounted"]
hints = ["a", "b", "c"]

[[check]]
name = "no leak"
points = 2
tests = ["TestLeft"]
catches = ["leak"]
starter_passes = true
`

// folder is one exercise's files; replace holds old and new texts by pairs
// for its exercise.toml.
func folder(id string, replace ...string) fstest.MapFS {
	toml := strings.NewReplacer(replace...).Replace(goodTOML)
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		id + "/exercise.toml":                 file(toml),
		id + "/counter.go":                    file("package counter\n"),
		id + "/counter_test.go":               file("package counter_test\nfunc TestMain(m int) {}\nfunc TestCounted(t int) {}\nfunc TestLeft(t int) {}\nfunc helper() {}\n"),
		id + "/README.md":                     file("debrief"),
		id + "/testdata/starter/counter.go":   file("package counter\n"),
		id + "/testdata/wrong/no_fix.go":      file("// want: data race or wrong result in \"counted\"\npackage counter\n"),
		id + "/testdata/right/atomic.go":      file("package counter\n"),
		id + "/testdata/right/notes.txt":      file("no answer"),
		id + "/testdata/starter/demo/main.go": file("package main\n"),
	}
}

func TestLoad(t *testing.T) {
	c, err := Load(folder("101_counter"))
	require.NoError(t, err)
	require.Len(t, c, 1)
	e := c[0]
	require.Equal(t, "101_counter", e.ID)
	require.Equal(t, "101", e.Number())
	require.Equal(t, "counter", e.Package)
	require.Equal(t, "counter.go", e.File)
	require.Equal(t, 10, e.Points())
	require.Equal(t, []string{"TestCounted", "TestLeft"}, e.Tests())

	reference, err := e.Reference()
	require.NoError(t, err)
	require.Contains(t, reference, "counter.go")
	require.NotContains(t, reference, "counter_test.go")
	hidden, err := e.HiddenTests()
	require.NoError(t, err)
	require.Contains(t, hidden, "counter_test.go")
	starter, err := e.Starter()
	require.NoError(t, err)
	_, err = fs.Stat(starter, "demo/main.go")
	require.NoError(t, err)

	wrong, err := e.Wrong()
	require.NoError(t, err)
	require.Len(t, wrong, 1)
	require.Equal(t, "no_fix", wrong[0].Name)
	require.Equal(t, Want{Kinds: []finding.Kind{finding.DataRace, finding.WrongResult}, Check: "counted"}, wrong[0].Want)
	right, err := e.Right()
	require.NoError(t, err)
	require.Len(t, right, 1)
}

func TestLoadSaysWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"an unknown key":         {folder("101_counter", "level = 1", "level = 1\nlevle = 2"), "levle"},
		"no TOML":                {folder("101_counter", "title =", "title"), "exercise.toml"},
		"no title":               {folder("101_counter", `"The hit counter"`, `""`), "no title"},
		"another pillar":         {folder("201_counter"), "coordination"},
		"no such level":          {folder("101_counter", "level = 1", "level = 5"), "level 5"},
		"points that do not add": {folder("101_counter", "points = 8", "points = 7"), "9 points"},
		"a test that is nowhere": {folder("101_counter", `"TestLeft"`, `"TestLost"`), "TestLost"},
		"a test in no check":     {folder("101_counter", `"TestLeft"`, `"TestCounted"`), "TestLeft"},
		"a kind that is none":    {folder("101_counter", `"leak"`, `"drip"`), "drip"},
		"nothing to fix":         {folder("101_counter", `hints = ["a", "b", "c"]`, "starter_passes = true"), "nothing to fix"},
		"four hints":             {folder("101_counter", `"c"]`, `"c", "d"]`), "more than three hints"},
		"twice the same name":    {folder("101_counter", `"no leak"`, `"counted"`), "no name of its own"},
		"a folder that is no id": {folder("counter"), "101_counter"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Load(c.files)
			require.ErrorContains(t, err, c.want)
			require.Empty(t, got)
		})
	}
}

func TestLoadKeepsTheSoundOnes(t *testing.T) {
	files := folder("101_counter")
	for name, f := range folder("102_other", "level = 1", "level = 7") {
		files[name] = f
	}
	for name, f := range folder("101_again") {
		files[name] = f
	}
	c, err := Load(files)
	require.Len(t, c, 1)
	require.ErrorContains(t, err, "102_other")
	require.ErrorContains(t, err, "same number")
}

func TestWantIsRequired(t *testing.T) {
	for first, wrong := range map[string]string{
		"package counter":                       "first line",
		"// want: drip":                         "no kind of finding",
		"// want: data race in \"nothing\"":     "no check is called",
		"// want: data race in \"counted":       "closing quote",
		"// want: data race or wrong result in": "no kind of finding",
	} {
		files := folder("101_counter")
		files["101_counter/testdata/wrong/no_fix.go"] = &fstest.MapFile{Data: []byte(first + "\n")}
		c, err := Load(files)
		require.NoError(t, err)
		_, err = c[0].Wrong()
		require.ErrorContains(t, err, wrong, first)
	}
}

func catalogue(ids ...string) Catalogue {
	var c Catalogue
	for i, id := range ids {
		c = append(c, &Exercise{ID: id, Level: 1 + i%3})
	}
	return c
}

func TestFind(t *testing.T) {
	c := catalogue("101_counter", "102_log_line", "201_late_add", "305_shed_load")
	for name, id := range map[string]string{
		"101_counter": "101_counter", "101": "101_counter", "counter": "101_counter",
		"log": "102_log_line", "late_add": "201_late_add", "LATE": "201_late_add",
		"exercises/101_counter/": "101_counter", "./102_log_line": "102_log_line",
	} {
		e, err := c.Find(name)
		require.NoError(t, err, name)
		require.Equal(t, id, e.ID, name)
	}
	var unknown *UnknownError
	_, err := c.Find("l")
	require.ErrorAs(t, err, &unknown)
	require.True(t, unknown.Many)
	require.Equal(t, []string{"102_log_line", "201_late_add", "305_shed_load"}, unknown.Close)
	_, err = c.Find("conter")
	require.ErrorAs(t, err, &unknown)
	require.False(t, unknown.Many)
	require.Equal(t, "101_counter", unknown.Close[0])
	_, err = c.Find("")
	require.ErrorAs(t, err, &unknown)
}

func TestPathGoesByLevelThenID(t *testing.T) {
	c := Catalogue{{ID: "101", Level: 2}, {ID: "102", Level: 1}, {ID: "201", Level: 1}, {ID: "301", Level: 2}}
	var ids []string
	for _, e := range c.Path() {
		ids = append(ids, e.ID)
	}
	require.Equal(t, []string{"102", "201", "101", "301"}, ids)
}
