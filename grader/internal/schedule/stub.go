package schedule

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
)

// sketches are declarations of the packages whose operations matter, so that
// they are recognized without compiling or reading the standard library.
//
//go:embed stub
var sketches embed.FS

// typesOf type-checks the packages, given by name with their files, as far as
// that goes.
func typesOf(fset *token.FileSet, packages map[string][]*ast.File, given types.Importer) *types.Info {
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Defs:  map[*ast.Ident]types.Object{},
		Uses:  map[*ast.Ident]types.Object{},
	}
	config := types.Config{
		Importer:                 &importer{fset: fset, given: given, sketched: map[string]*types.Package{}},
		Error:                    func(error) {}, // the compiler reports them
		DisableUnusedImportCheck: true,
	}
	for name, files := range packages {
		config.Check(name, fset, files, info)
	}
	return info
}

// importer asks the given importer first and the sketches then.
type importer struct {
	fset     *token.FileSet
	given    types.Importer
	sketched map[string]*types.Package
}

// Import finds a package by its import path.
func (i *importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if i.given != nil {
		if p, err := i.given.Import(path); err == nil && p != nil {
			return p, nil
		}
	}
	return i.sketch(path)
}

func (i *importer) sketch(name string) (*types.Package, error) {
	if p := i.sketched[name]; p != nil {
		return p, nil
	}
	src, err := sketches.ReadFile(path.Join("stub", name, path.Base(name)+".txt"))
	if err != nil {
		return nil, fmt.Errorf("no sketch of package %s", name)
	}
	f, err := parser.ParseFile(i.fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("sketch of package %s: %w", name, err)
	}
	config := types.Config{
		// Sketches know each other only, never a mix with real packages of
		// the same path; they need no more than names of theirs.
		Importer:         &importer{fset: i.fset, sketched: i.sketched},
		IgnoreFuncBodies: true,
		Error:            func(error) {},
	}
	p, _ := config.Check(name, i.fset, []*ast.File{f}, nil)
	i.sketched[name] = p
	return p, nil
}
