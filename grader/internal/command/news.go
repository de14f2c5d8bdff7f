package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"racekata/grader/internal/exercise"
	"racekata/grader/internal/progress"
)

// tellNews says once, on standard error, what a newer version of the exercises
// brought.
func (a *app) tellNews(c exercise.Catalogue, top string) {
	if n := a.news(c, top); !n.Empty() {
		fmt.Fprintln(a.stderr, n)
	}
}

// news is what a newer version of the exercises brought; it is told once. Where
// progress cannot be read there are none: whoever needs it says so.
func (a *app) news(c exercise.Catalogue, top string) progress.News {
	// An exercise that a maintainer has half written is not gone.
	all, err := fs.Glob(a.embedded.Solutions, "*/exercise.toml")
	if err != nil || len(all) != len(c) {
		return progress.News{}
	}
	now, err := c.Versions()
	if err != nil {
		return progress.News{}
	}
	n, _ := a.progress(top).News(now)
	return n
}

var idPattern = regexp.MustCompile(`^[1-4][0-9]{2}_[a-z0-9_]+$`)

// find is Catalogue.Find, with an answer for exercises that a newer version has
// removed: their folder is still there.
func (a *app) find(c exercise.Catalogue, top, name string) (*exercise.Exercise, error) {
	e, err := c.Find(name)
	var unknown *exercise.UnknownError
	if !errors.As(err, &unknown) || unknown.Many {
		return e, err
	}
	folders, _ := os.ReadDir(filepath.Join(top, "exercises"))
	for _, f := range folders {
		number, _, _ := strings.Cut(f.Name(), "_")
		if !f.IsDir() || !idPattern.MatchString(f.Name()) || (f.Name() != unknown.Name && number != unknown.Name) {
			continue
		}
		problem := "this version of racekata has no exercise " + f.Name()
		keeps := "its folder stays as it is"
		// Reading may fail; then nothing is claimed.
		if st, err := a.progress(top).Read(); err == nil && st.Exercises[f.Name()] != nil {
			problem = "this version of racekata no longer has the exercise " + f.Name()
			keeps = "its folder and your progress on it stay as they are"
		}
		s := a.style()
		return nil, &usageError{problem, keeps + "; to go on: " + s.Command("list", "")}
	}
	return nil, err
}
