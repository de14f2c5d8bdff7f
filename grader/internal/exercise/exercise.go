package exercise

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"racekata/grader/internal/finding"
	"racekata/grader/internal/nearest"
)

// Exercise is one problem: what its folder in solutions/ holds.
type Exercise struct {
	ID       string   `toml:"-"` // "101_counter"
	Title    string   `toml:"title"`
	Pillar   string   `toml:"pillar"`
	Level    int      `toml:"level"` // 1 to 4
	Concepts []string `toml:"concepts"`
	Imports  Imports  `toml:"imports"`
	Checks   []Check  `toml:"check"`
	Plan     Plan     `toml:"plan"`

	// Package is the package name of the candidate, as the reference has it.
	Package string `toml:"-"`
	// File is the name of the file that a learner edits, and that each wrong
	// and right answer replaces.
	File string `toml:"-"`
	// Bare is true in a grader that was made to be handed out: it has hidden
	// tests and starters, and no reference, debrief, right or wrong answer.
	Bare bool `toml:"-"`

	fsys fs.FS // the exercise's folder in solutions/
}

// Imports widens or narrows the policy's default list of imports.
type Imports struct {
	Add    []string `toml:"add"`
	Remove []string `toml:"remove"`
}

// Plan is how many perturbed runs follow the unperturbed ones. Calibration
// writes it; 0 is the default.
type Plan struct {
	Quick    int `toml:"quick"`    // in a check, where a learner waits
	Thorough int `toml:"thorough"` // in grading and with --thorough
}

// Check is one named requirement, worth points.
type Check struct {
	Name   string   `toml:"name"`
	Points int      `toml:"points"`
	Tests  []string `toml:"tests"` // the hidden tests that must all pass
	// Catches lists the kinds of finding that are charged to this check in
	// whichever test they occur, and to no other check: a leak that every
	// test shows costs the points of "no goroutine is left behind" only.
	Catches []finding.Kind `toml:"catches"`
	// StarterPasses says that the starter meets this requirement already. Such
	// a check counts only once one that the starter fails has passed.
	StarterPasses bool `toml:"starter_passes"`
	// Hints are up to three: symptom, mechanism, nearly the fix.
	Hints []string `toml:"hints"`
}

// Pillars in the order of the course; the key is the first digit of an id.
var Pillars = []string{"correctness", "coordination", "scarcity", "interview"}

// Points is the sum of all checks' points.
func (e *Exercise) Points() int {
	sum := 0
	for _, c := range e.Checks {
		sum += c.Points
	}
	return sum
}

// Tests lists every hidden test that a check names, in the order of checks.
func (e *Exercise) Tests() []string {
	var all []string
	for _, c := range e.Checks {
		for _, t := range c.Tests {
			if !slices.Contains(all, t) {
				all = append(all, t)
			}
		}
	}
	return all
}

// Number is the digits of the id: "101".
func (e *Exercise) Number() string {
	n, _, _ := strings.Cut(e.ID, "_")
	return n
}

// Reference is the reference solution's files, by name. The error is ErrLeftOut
// for a bare exercise.
func (e *Exercise) Reference() (map[string][]byte, error) {
	if e.Bare {
		return nil, ErrLeftOut
	}
	return e.sources(".")
}

// Contract is source files, by name, that have every exported name with its
// signature as the hidden tests call it: the reference's, or the starter's
// where that is left out.
func (e *Exercise) Contract() (map[string][]byte, error) {
	if e.Bare {
		return e.sources("testdata/starter")
	}
	return e.Reference()
}

// sources is the Go files of a folder that are no tests.
func (e *Exercise) sources(dir string) (map[string][]byte, error) {
	return e.goFiles(dir, func(name string) bool { return !strings.HasSuffix(name, "_test.go") })
}

// HiddenTests is the hidden tests' files, by name.
func (e *Exercise) HiddenTests() (map[string][]byte, error) {
	return e.goFiles(".", func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

// Starter is the pristine learner's folder.
func (e *Exercise) Starter() (fs.FS, error) { return fs.Sub(e.fsys, "testdata/starter") }

// Debrief is the text of the solution's README. The error is ErrLeftOut for a
// bare exercise.
func (e *Exercise) Debrief() ([]byte, error) {
	if e.Bare {
		return nil, ErrLeftOut
	}
	return fs.ReadFile(e.fsys, "README.md")
}

func (e *Exercise) goFiles(dir string, keep func(name string) bool) (map[string][]byte, error) {
	entries, err := fs.ReadDir(e.fsys, dir)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || path.Ext(name) != ".go" || !keep(name) {
			continue
		}
		if files[name], err = fs.ReadFile(e.fsys, path.Join(dir, name)); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// Catalogue is all exercises, by id.
type Catalogue []*Exercise

// Path is the order in which a learner is led: by level, then id.
func (c Catalogue) Path() []*Exercise {
	p := slices.Clone(c)
	slices.SortStableFunc(p, func(a, b *Exercise) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.ID, b.ID))
	})
	return p
}

// UnknownError says that no exercise, or more than one, has that name.
type UnknownError struct {
	Name  string
	Close []string // the nearest ids, or all that match
	Many  bool     // more than one matches
}

func (e *UnknownError) Error() string {
	what := "no exercise is called"
	if e.Many {
		what = "more than one exercise matches"
	}
	return fmt.Sprintf("%s %q", what, e.Name)
}

// Find returns the exercise named by its id, its number or any unique part of
// the id. The error is an *UnknownError.
func (c Catalogue) Find(name string) (*Exercise, error) {
	name = strings.ToLower(strings.Trim(name, "/"))
	name = path.Base(strings.TrimPrefix(name, "./"))
	var part []*Exercise
	for _, e := range c {
		if e.ID == name || e.Number() == name {
			return e, nil
		}
		if strings.Contains(e.ID, name) {
			part = append(part, e)
		}
	}
	switch {
	case name != "" && len(part) == 1:
		return part[0], nil
	case name != "" && len(part) > 1:
		err := &UnknownError{Name: name, Many: true}
		for _, e := range part {
			err.Close = append(err.Close, e.ID)
		}
		return nil, err
	}
	return nil, &UnknownError{Name: name, Close: c.nearest(name, 3)}
}

// nearest returns the n ids with the smallest edit distance to name, compared
// with the id, its number and its words.
func (c Catalogue) nearest(name string, n int) []string {
	type scored struct {
		id string
		d  int
	}
	var all []scored
	for _, e := range c {
		_, words, _ := strings.Cut(e.ID, "_")
		d := min(nearest.Distance(name, e.ID), nearest.Distance(name, e.Number()), nearest.Distance(name, words))
		for w := range strings.SplitSeq(words, "_") {
			d = min(d, nearest.Distance(name, w))
		}
		all = append(all, scored{e.ID, d})
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(a.d, b.d) })
	var ids []string
	for _, s := range all[:min(n, len(all))] {
		ids = append(ids, s.id)
	}
	return ids
}
