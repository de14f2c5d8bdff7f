package schedule

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"go/version"
	"maps"
	"slices"
	"strings"
)

// Options say how to rewrite a package. Hook is required.
type Options struct {
	// Hook is the import path of the hook package.
	Hook string
	// First is the number of the first site.
	First uint32
	// Importer finds the types of imported packages; nil, or an import that
	// it fails, falls back to sketches of sync, sync/atomic, context and time.
	// What is known of no other package then are its names, so an operation
	// with one of its types may keep the hook of its statement only.
	Importer types.Importer
	// GoVersion is the module's language version, such as "go1.13"; "" is the
	// newest. Below go1.18 each rewritten file gets a build constraint that
	// raises its own version to go1.21, which leaves loops as they were.
	GoVersion string
	// Tests rewrites files whose name ends in _test.go too.
	Tests bool
}

// A Kind says what a site stands at.
type Kind string

// What a site stands at.
const (
	Statement Kind = "statement"
	Operation Kind = "operation"
)

// A Site is a place where hooks run. The hook before and the one after an
// operation share its site.
type Site struct {
	Number uint32 `json:"number"`
	File   string `json:"file"`
	Line   int    `json:"line"`   // from 1
	Column int    `json:"column"` // in bytes, from 1
	Kind   Kind   `json:"kind"`
}

// Rewrite inserts hooks into the files of a package: name to source, as they
// are compiled together, with the tests of the package and of its external
// test package if there are any. It returns the files that it changed, under
// their names, and the sites in order of their numbers. A file is left as it
// is if it imports "C", has line directives or has nothing to hook, a function
// if it has a compiler directive such as //go:norace.
//
// A file that does not parse is an error. One that does not type-check is not:
// it is rewritten as far as it is understood, and the compiler says the rest.
func Rewrite(files map[string][]byte, o Options) (map[string][]byte, []Site, error) {
	if o.Hook == "" {
		return nil, nil, fmt.Errorf("rewrite for schedules: no import path for the hook package")
	}
	if o.GoVersion != "" && !version.IsValid(o.GoVersion) {
		return nil, nil, fmt.Errorf("rewrite for schedules: %q is no Go version such as go1.13", o.GoVersion)
	}
	fset := token.NewFileSet()
	names := slices.Sorted(maps.Keys(files))
	parsed := make(map[string]*ast.File, len(files))
	packages := map[string][]*ast.File{}
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, files[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, nil, fmt.Errorf("rewrite for schedules: %w", err)
		}
		parsed[name] = f
		packages[f.Name.Name] = append(packages[f.Name.Name], f)
	}
	info := typesOf(fset, packages, o.Importer)
	started := findStarted(slices.Collect(maps.Values(parsed)), info)

	qualifier := freeName(files)
	changed := map[string][]byte{}
	var sites []Site
	for _, name := range names {
		f := parsed[name]
		if leftAlone(f) || !o.Tests && strings.HasSuffix(name, "_test.go") {
			continue
		}
		w := &walker{
			file:    fset.File(f.FileStart),
			name:    name,
			hook:    qualifier,
			next:    o.First + uint32(len(sites)),
			types:   info,
			started: started,
		}
		w.decls(f)
		if len(w.sites) == 0 {
			continue
		}
		sites = append(sites, w.sites...)
		w.insert(f.Name.End(), fmt.Sprintf(";import %s %q", qualifier, o.Hook))
		text := w.edits.apply(files[name], w.file)
		if tooOld(o.GoVersion) && f.GoVersion == "" {
			text = raise(text, f, w.file)
		}
		changed[name] = text
	}
	return changed, sites, nil
}

// freeName is a name for the hook package that appears in none of the files.
// A candidate may not use its prefix; another Go package might.
func freeName(files map[string][]byte) string {
	name := "racekatahook"
	taken := func(src []byte) bool { return bytes.Contains(src, []byte(name)) }
	for slices.ContainsFunc(slices.Collect(maps.Values(files)), taken) {
		name += "_"
	}
	return name
}

// leftAlone reports whether a file is too special to touch: cgo translates
// positions by itself, and line directives point into another file.
func leftAlone(f *ast.File) bool {
	for _, spec := range f.Imports {
		if spec.Path.Value == `"C"` {
			return true
		}
	}
	for _, group := range f.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//line ") || strings.HasPrefix(c.Text, "/*line ") {
				return true
			}
		}
	}
	return false
}
