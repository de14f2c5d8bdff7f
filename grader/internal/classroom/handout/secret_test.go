package handout

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/staging/laid"
	"racekata/solutions"
)

// secrets are lines that only the teacher's side has, with where they are from.
type secrets map[string]string

// distinctive is how long a line is, without the spaces around it, that may be
// one text's own.
const distinctive = 25

// linesOf is every long line of a text, and each two that follow one another:
// short code has only short lines.
func linesOf(text string) map[string]bool {
	all := map[string]bool{}
	before := ""
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		for _, unit := range []string{line, before + "\n" + line} {
			if len(unit) >= distinctive {
				all[unit] = true
			}
		}
		before = line
	}
	return all
}

// teachers collects the lines of every file of the teacher's side that keep
// takes, less those that public has. Every file has some, but for the wrong
// answer that is the starter itself.
func teachers(t *testing.T, keep func(name string) bool, public map[string]bool) secrets {
	t.Helper()
	all := secrets{}
	files := 0
	require.NoError(t, fs.WalkDir(solutions.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !keep(name) {
			return err
		}
		b, err := fs.ReadFile(solutions.FS, name)
		own := 0
		for line := range linesOf(string(b)) {
			if !public[line] {
				all[line] = name
				own++
			}
		}
		if !strings.HasSuffix(name, "/no_fix.go") {
			require.Positive(t, own, "%s has no line of its own to look for", name)
		}
		files++
		return err
	}))
	require.GreaterOrEqual(t, files, 50)
	return all
}

// in names the secrets that a text has.
func (s secrets) in(text string) []string {
	var found []string
	for line := range linesOf(text) {
		if from := s[line]; from != "" {
			found = append(found, from+": "+line)
		}
	}
	return found
}

// starters is every line of every starter.
func starters(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, e := range catalogue(t) {
		starter, err := e.Starter()
		require.NoError(t, err)
		require.NoError(t, fs.WalkDir(starter, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(starter, name)
			maps.Copy(all, linesOf(string(b)))
			return err
		}))
	}
	return all
}

// No file of a handout has a line of a hidden test, of a reference, of a right
// or a wrong answer, of a debrief or of what is judged.
func TestNothingOfTheTeachersSideIsHandedOut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "course")
	require.NoError(t, LayOut(t.Context(), dir, Handout{Course: of(t), Catalogue: catalogue(t)}))
	all := teachers(t, func(name string) bool { return !strings.Contains(name, "/testdata/starter/") }, starters(t))
	require.Greater(t, len(all), 10_000)
	for name, text := range laid.Out(t, dir) {
		require.Empty(t, all.in(text), name)
		require.NotContains(t, text, "// want:", name)
		require.NotContains(t, text, "racekata/grader/kit", name)
		require.NotContains(t, []string{"exercise.toml", "calibration.toml", exercise.Handout}, filepath.Base(name))
		require.NotContains(t, name, "testdata")
		require.NotContains(t, name, "solutions")
	}
}

// repository is the folder of the sources.
func repository(t *testing.T) string {
	t.Helper()
	source, err := Source(".")
	require.NoError(t, err)
	return source
}

// given tells of a file of the teacher's side whether a grader that is handed
// out may hold it. It is written apart from exercise.BareFile, which is what is
// tried.
func given(name string) bool {
	for _, pattern := range []string{"*/*_test.go", "*/exercise.toml"} {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return strings.Contains(name, "/testdata/starter/")
}

// bundled is the lines of what a grader embeds of its own, or has in its
// sources, and of what is handed out with it on purpose; and all of it as one
// text, for what is there within a line.
func bundled(t *testing.T, source string) (lines map[string]bool, text string) {
	t.Helper()
	lines = starters(t)
	var all strings.Builder
	add := func(fsys fs.FS, keep func(name string) bool) {
		require.NoError(t, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !keep(name) {
				return err
			}
			b, err := fs.ReadFile(fsys, name)
			maps.Copy(lines, linesOf(string(b)))
			all.Write(b)
			return err
		}))
	}
	add(solutions.FS, given)
	add(os.DirFS(filepath.Join(source, "grader")), func(name string) bool {
		// The kit is embedded with its tests.
		return strings.HasPrefix(name, "kit/") || !strings.HasSuffix(name, "_test.go") && !strings.Contains(name, "testdata/")
	})
	return lines, all.String()
}
