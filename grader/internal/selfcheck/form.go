package selfcheck

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"racekata/grader/internal/exercise"
)

// What an exercise must have at least; CONTRIBUTING.md says why.
const (
	minWrong = 6
	minRight = 2
)

// unfinished is the word that `new` leaves where something is to be written.
const unfinished = "TO BE WRITTEN"

// Form lists what an exercise lacks in form: files, fixtures, hints, and rules
// of hidden tests that can be seen in their text.
func Form(e *exercise.Exercise) ([]string, error) {
	var missing []string
	say := func(format string, args ...any) { missing = append(missing, fmt.Sprintf(format, args...)) }

	if debrief, err := e.Debrief(); err != nil {
		say("solutions/%s/README.md, the debrief, is missing", e.ID)
	} else if bytes.Contains(debrief, []byte(unfinished)) {
		say("solutions/%s/README.md is not written yet", e.ID)
	}
	starter, err := e.Starter()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"README.md", "Makefile", e.File} {
		b, err := fs.ReadFile(starter, name)
		if err != nil {
			say("the starter has no %s", name)
		} else if bytes.Contains(b, []byte(unfinished)) {
			say("the starter's %s is not written yet", name)
		}
	}
	if tests, err := fs.Glob(starter, "*_test.go"); err != nil || len(tests) == 0 {
		say("the starter has no visible test")
	}
	right, err := e.Right()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(right) < minRight {
		say("%d right answers in testdata/right; at least %d", len(right), minRight)
	}
	wrong, err := e.Wrong()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(wrong) < minWrong {
		say("%d wrong answers in testdata/wrong; at least %d", len(wrong), minWrong)
	}
	for _, c := range e.Checks {
		if !c.StarterPasses && len(c.Hints) < 3 {
			say("check %q has %d of 3 hints", c.Name, len(c.Hints))
		}
	}
	rules, err := hiddenTestRules(e)
	return append(missing, rules...), err
}

// banned are the names that no hidden test may use, with the reason.
var banned = map[string]string{
	"time.Sleep":     "a sleep proves nothing and refuses slow machines; hold, Settle, look, release",
	"time.Now":       "the wall clock depends on the machine; use k.Bubble",
	"time.Since":     "the wall clock depends on the machine; use k.Bubble",
	"runtime.NumCPU": "a test may not depend on the number of cores",
}

// inBubble are names that only virtual time makes sound.
var inBubble = []string{"time.Sleep", "time.Now", "time.Since"}

func hiddenTestRules(e *exercise.Exercise) ([]string, error) {
	files, err := e.HiddenTests()
	if err != nil {
		return nil, err
	}
	var broken []string
	pinned, main := false, false
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, files[name], parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		say := func(n ast.Node, text string) {
			broken = append(broken, fmt.Sprintf("solutions/%s/%s:%d: %s", e.ID, name, fset.Position(n.Pos()).Line, text))
		}
		if !strings.HasSuffix(f.Name.Name, "_test") {
			say(f.Name, "hidden tests are an external package, "+e.Package+"_test")
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				pinned = pinned || d.Tok == token.VAR && pins(d)
			case *ast.FuncDecl:
				main = main || d.Name.Name == "TestMain"
				if strings.HasPrefix(d.Name.Name, "Test") && d.Name.Name != "TestMain" && d.Recv == nil && !begins(d) {
					say(d.Name, d.Name.Name+" must begin with k := kit.Begin(t)")
				}
			}
		}
		walkRules(f, say)
	}
	if !pinned {
		broken = append(broken, "no line of the hidden tests pins the contract's signatures (var _ interface{ ... } = ...)")
	}
	if !main {
		broken = append(broken, "the hidden tests have no func TestMain(m *testing.M) { kit.Main(m) }")
	}
	return broken, nil
}

func walkRules(f *ast.File, say func(ast.Node, string)) {
	bubble := 0
	var walk func(n ast.Node) bool
	walk = func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok {
					name := x.Name + "." + sel.Sel.Name
					if why, bad := banned[name]; bad && (bubble == 0 || !slices.Contains(inBubble, name)) {
						say(sel, name+": "+why)
					}
				}
			}
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if ok && sel.Sel.Name == "Parallel" && len(call.Args) == 0 {
			say(call, "t.Parallel: a race is charged to whichever test runs")
		}
		if ok && strings.HasPrefix(sel.Sel.Name, "Bubble") {
			bubble++
			for _, a := range call.Args {
				ast.Inspect(a, walk)
			}
			bubble--
			return false
		}
		return true
	}
	ast.Inspect(f, walk)
}

// pins tells whether a declaration has the form var _ T = value, or
// var _ = value.
func pins(d *ast.GenDecl) bool {
	for _, s := range d.Specs {
		if v, ok := s.(*ast.ValueSpec); ok && len(v.Names) > 0 && v.Names[0].Name == "_" && len(v.Values) > 0 {
			return true
		}
	}
	return false
}

// begins tells whether a test's first statement calls kit.Begin.
func begins(d *ast.FuncDecl) bool {
	if d.Body == nil || len(d.Body.List) == 0 {
		return false
	}
	found := false
	ast.Inspect(d.Body.List[0], func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Begin" {
			found = true
		}
		return true
	})
	return found
}

// SameStarter compares the learner's folder in a repository with the pristine
// one and names the files that differ.
func SameStarter(e *exercise.Exercise, folder string) ([]string, error) {
	starter, err := e.Starter()
	if err != nil {
		return nil, err
	}
	var differ []string
	err = fs.WalkDir(starter, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		want, err := fs.ReadFile(starter, name)
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err != nil || !bytes.Equal(want, got) {
			differ = append(differ, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && d.IsDir() {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(folder, p)
		if err != nil {
			return err
		}
		if _, err := fs.Stat(starter, filepath.ToSlash(rel)); err != nil {
			differ = append(differ, strconv.Quote(rel)+" (not in the starter)")
		}
		return nil
	})
	return differ, err
}
