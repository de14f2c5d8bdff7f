package hunt

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"sync"

	"racekata/grader/internal/finding"
)

// sourcesFor returns what words findings of a package's tests: from a dump or
// the like, the sources of the package in which the first goroutine is, in
// this module. Names of fields and locks are looked up there.
func (h *huntsman) sourcesFor(p *listed) func(text string) *finding.Sources {
	var mu sync.Mutex // runs end on several goroutines
	known := map[string]*finding.Sources{}
	return func(text string) *finding.Sources {
		pkg := h.blamed(text, p)
		mu.Lock()
		defer mu.Unlock()
		if known[pkg.ImportPath] == nil {
			known[pkg.ImportPath] = finding.NewSources(h.relative(pkg.Dir), h.sources[pkg.ImportPath].asOne())
		}
		return known[pkg.ImportPath]
	}
}

// blamed is the package of the first file in text, other than a test file,
// that belongs to the module; p if there is none.
func (h *huntsman) blamed(text string, p *listed) *listed {
	for line := range strings.Lines(text) {
		path, _, ok := strings.Cut(strings.TrimPrefix(line, "\t"), ".go:")
		if !ok || !filepath.IsAbs(path) || strings.HasSuffix(path, "_test") {
			continue
		}
		dir := filepath.Dir(path)
		for importPath, s := range h.sources {
			if s.pkg.Dir == dir {
				return h.module.main[importPath]
			}
		}
	}
	return p
}

// asOne is the package's files as one package: an external test package gets
// the name of what it tests, so that one type check covers both.
func (s *sources) asOne() map[string][]byte {
	files := map[string][]byte{}
	for name, src := range s.files {
		files[name] = src
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.PackageClauseOnly)
		if err != nil || f.Name.Name != s.pkg.Name+"_test" {
			continue
		}
		at := int(f.Name.Pos()) - int(f.FileStart)
		text := append([]byte(nil), src[:at+len(s.pkg.Name)]...)
		files[name] = append(text, src[at+len(f.Name.Name):]...)
	}
	return files
}
