package exercise

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"regexp"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"racekata/grader/internal/finding"
)

var idPattern = regexp.MustCompile(`^[1-4][0-9]{2}_[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// Load reads and validates every exercise of fsys, the content of solutions/.
// Those that are sound come back beside an error that joins what is wrong with
// the others.
func Load(fsys fs.FS) (Catalogue, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	var (
		all    Catalogue
		broken []error
	)
	_, noHandout := fs.Stat(fsys, Handout)
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		sub, err := fs.Sub(fsys, entry.Name())
		if err != nil {
			return nil, err
		}
		e, err := load(entry.Name(), sub, noHandout == nil)
		if err != nil {
			broken = append(broken, fmt.Errorf("read exercise %s: %w", entry.Name(), err))
			continue
		}
		if other, err := all.Find(e.Number()); err == nil {
			broken = append(broken, fmt.Errorf("read exercise %s: %s has the same number", e.ID, other.ID))
			continue
		}
		all = append(all, e)
	}
	return all, errors.Join(broken...)
}

func load(id string, fsys fs.FS, bare bool) (*Exercise, error) {
	e := &Exercise{ID: id, Bare: bare, fsys: fsys}
	if !idPattern.MatchString(id) {
		return nil, errors.New("the folder's name must look like 101_counter")
	}
	raw, err := fs.ReadFile(fsys, "exercise.toml")
	if err != nil {
		return nil, err
	}
	dec := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields()
	if err := dec.Decode(e); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) {
			return nil, fmt.Errorf("exercise.toml: unknown key:\n%s", strict.String())
		}
		return nil, fmt.Errorf("exercise.toml: %w", err)
	}
	if err := e.findPackage(); err != nil {
		return nil, err
	}
	return e, e.validate()
}

// findPackage sets Package and File from the reference, or the starter of a
// bare exercise: the first file by name that is not a test.
func (e *Exercise) findPackage() error {
	files, err := e.Contract()
	if err != nil {
		return err
	}
	for name, src := range files {
		if e.File != "" && e.File < name {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.PackageClauseOnly)
		if err != nil {
			return fmt.Errorf("reference: %w", err)
		}
		e.File, e.Package = name, f.Name.Name
	}
	if e.File == "" {
		return errors.New("no reference solution: there is no Go file beside exercise.toml")
	}
	return nil
}

func (e *Exercise) validate() error {
	switch {
	case e.Title == "":
		return errors.New("exercise.toml: no title")
	case e.Pillar != Pillars[e.ID[0]-'1']:
		return fmt.Errorf("exercise.toml: pillar %q, but numbers %cxx are %s", e.Pillar, e.ID[0], Pillars[e.ID[0]-'1'])
	case e.Level < 1 || e.Level > 4:
		return fmt.Errorf("exercise.toml: level %d is not 1 to 4", e.Level)
	case len(e.Concepts) == 0:
		return errors.New("exercise.toml: no concepts")
	case len(e.Checks) == 0:
		return errors.New("exercise.toml: no check")
	case e.Points() != 10:
		return fmt.Errorf("exercise.toml: the checks are worth %d points, not 10", e.Points())
	case !slices.ContainsFunc(e.Checks, func(c Check) bool { return !c.StarterPasses }):
		return errors.New("exercise.toml: the starter passes every check, so there is nothing to fix")
	}
	declared, err := e.declaredTests()
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, c := range e.Checks {
		switch {
		case c.Name == "" || seen[c.Name]:
			return fmt.Errorf("exercise.toml: check %q has no name of its own", c.Name)
		case c.Points <= 0:
			return fmt.Errorf("exercise.toml: check %q is worth no points", c.Name)
		case len(c.Tests) == 0:
			return fmt.Errorf("exercise.toml: check %q names no test", c.Name)
		case len(c.Hints) > 3:
			return fmt.Errorf("exercise.toml: check %q has more than three hints", c.Name)
		}
		seen[c.Name] = true
		for _, t := range c.Tests {
			if !slices.Contains(declared, t) {
				return fmt.Errorf("exercise.toml: check %q names %s, which no hidden test file declares", c.Name, t)
			}
		}
		for _, k := range c.Catches {
			if !slices.Contains(finding.Kinds, k) {
				return fmt.Errorf("exercise.toml: check %q catches %q, which is no kind of finding", c.Name, k)
			}
		}
	}
	for _, t := range declared {
		if !slices.Contains(e.Tests(), t) {
			return fmt.Errorf("exercise.toml: no check names the hidden test %s", t)
		}
	}
	return nil
}

// declaredTests lists the hidden test functions in the order of their files
// and lines, which is the order in which they run.
func (e *Exercise) declaredTests() ([]string, error) {
	files, err := e.HiddenTests()
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("there are no hidden tests beside exercise.toml")
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var tests []string
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, files[name], parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("hidden tests: %w", err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && isTest(fn.Name.Name) {
				tests = append(tests, fn.Name.Name)
			}
		}
	}
	return tests, nil
}

func isTest(name string) bool {
	return len(name) > 4 && name[:4] == "Test" && name[4] >= 'A' && name[4] <= 'Z' && name != "TestMain"
}
