package policy

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// DefaultImports is what a candidate may import where its exercise says
// nothing else.
var DefaultImports = []string{
	"bytes", "cmp", "container/*", "context", "errors", "fmt", "io", "iter",
	"maps", "math", "math/rand/v2", "slices", "sort", "strconv", "strings",
	"sync", "sync/atomic", "time",
}

// Imports is the default list, widened and narrowed.
func Imports(add, remove []string) []string {
	list := slices.Concat(DefaultImports, add)
	list = slices.DeleteFunc(list, func(p string) bool { return slices.Contains(remove, p) })
	slices.Sort(list)
	return slices.Compact(list)
}

// Never tells whether an import is refused whatever an exercise allows, so
// that an exercise that lists one can be told so.
func Never(importPath string) bool { return never(importPath) != "" }

// neverImports are refused with all that is below them, and why.
var neverImports = []struct{ path, why string }{
	{"os", "It reaches files, processes and the exit code, past the tests that decide."},
	{"syscall", "It reaches the operating system, past the tests that decide."},
	{"unsafe", "It goes around the types that make a race report mean something."},
	{"reflect", "It reaches what other packages keep to themselves, and changes it."},
	{"runtime", "It changes how many goroutines run at once and what the race detector sees."},
	{"testing", "The hidden tests alone decide what has passed."},
	{"plugin", "It loads code that the grader has not read."},
	{"internal", "It belongs to the standard library alone."},
	{"racekata", "The grader's own packages, and the solutions, are not for the code under judgement."},
	{"C", "Code in another language is out of the race detector's sight."},
}

func never(importPath string) (why string) {
	for _, n := range neverImports {
		if importPath == n.path || strings.HasPrefix(importPath, n.path+"/") {
			return n.why
		}
	}
	return ""
}

func allowed(list []string, importPath string) bool {
	return slices.ContainsFunc(list, func(p string) bool {
		if above, ok := strings.CutSuffix(p, "/*"); ok {
			return strings.HasPrefix(importPath, above+"/")
		}
		return p == importPath
	})
}

func checkImports(r *report, files []*source, rules Rules) {
	list := rules.Allow
	if list == nil {
		list = DefaultImports
	}
	for _, s := range files {
		for _, spec := range s.syntax.Imports {
			checkImport(r, s, spec, list)
		}
	}
}

func checkImport(r *report, s *source, spec *ast.ImportSpec, list []string) {
	importPath := pathOf(spec)
	at := s.at(spec.Path.Pos())
	why := never(importPath)
	switch {
	case importPath == "C":
		r.refuse(RuleCgo, reason{
			title:  `import "C" is not allowed here`,
			detail: why,
			hint:   "Write it in Go.",
			note:   "imported here",
		}, at)
	case why != "":
		r.refuse(RuleImport, reason{
			title:  fmt.Sprintf("import %q is not allowed here", importPath),
			detail: why,
			hint:   allowedHint(list),
			note:   "imported here",
		}, at)
	case !allowed(list, importPath):
		hint := allowedHint(list)
		if allowed(list, importPath+"/v2") {
			hint = fmt.Sprintf("Use %q instead.", importPath+"/v2")
		}
		r.refuse(RuleImport, reason{
			title:  fmt.Sprintf("import %q is not allowed here", importPath),
			detail: "The exercise is about what can be built from the packages that it allows.",
			hint:   hint,
			note:   "imported here",
		}, at)
	}
	if spec.Name != nil && spec.Name.Name == "." {
		r.refuse(RuleDotImport, reason{
			title:  fmt.Sprintf("import . %q is not allowed here", importPath),
			detail: "A dot import hides which package a name belongs to.",
			hint:   "Import the package by its name.",
			note:   "imported here",
		}, s.at(spec.Name.Pos()))
	}
}

func allowedHint(list []string) string {
	if len(list) == 0 {
		return "This exercise needs no import at all."
	}
	return "Allowed here: " + strings.Join(list, ", ") + "."
}

// pathOf is the path of an import; the parser has seen to its quotes.
func pathOf(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return spec.Path.Value
	}
	return p
}

// nameOf is the name that an import has in its file.
func nameOf(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	return packageName(pathOf(spec))
}

var version = regexp.MustCompile(`^v[0-9]+$`)

// packageName is the last element of a path that is not a major version:
// math/rand/v2 is package rand.
func packageName(importPath string) string {
	name := path.Base(importPath)
	if version.MatchString(name) {
		name = path.Base(path.Dir(importPath))
	}
	return name
}
