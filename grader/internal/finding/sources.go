package finding

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Sources is the candidate's source, parsed once. It answers what a line
// does. A nil *Sources knows nothing, and findings do without.
type Sources struct {
	fset  *token.FileSet
	files map[string]*source // by the name that Localize displays
	// info is what the type checker found out; it is asked only once there
	// is something to explain.
	info func() *types.Info
}

type source struct {
	lines  []string
	syntax *ast.File
}

// NewSources parses a candidate's files, given by name. shown is the folder
// that findings name, such as "exercises/101_counter": a file is known as
// shown/name, as Localize displays it. What does not parse is kept as far as
// it did.
func NewSources(shown string, files map[string][]byte) *Sources {
	s := &Sources{fset: token.NewFileSet(), files: map[string]*source{}}
	var all []*ast.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, _ := parser.ParseFile(s.fset, name, files[name], parser.SkipObjectResolution)
		s.files[filepath.Join(shown, name)] = &source{
			lines:  strings.Split(string(files[name]), "\n"),
			syntax: f,
		}
		if f != nil {
			all = append(all, f)
		}
	}
	s.info = sync.OnceValue(func() *types.Info { return check(s.fset, all) })
	return s
}

// Line is the text of a line without the blanks around it, "" when there is
// none.
func (s *Sources) Line(file string, line int) string {
	if s == nil || s.files[file] == nil || line < 1 || line > len(s.files[file].lines) {
		return ""
	}
	return strings.TrimSpace(s.files[file].lines[line-1])
}

// syntax is a file's tree, nil when unknown.
func (s *Sources) syntax(file string) *ast.File {
	if s == nil || s.files[file] == nil {
		return nil
	}
	return s.files[file].syntax
}

func (s *Sources) line(pos token.Pos) int { return s.fset.PositionFor(pos, false).Line }

// spans reports whether a node covers a line.
func (s *Sources) spans(n ast.Node, line int) bool {
	return s.line(n.Pos()) <= line && line <= s.line(n.End())
}

// function is the innermost function around a line: a *ast.FuncDecl or a
// *ast.FuncLit, with the declaration that it is in. A literal that begins or
// ends on the line counts only when the whole of it is there.
func (s *Sources) function(file string, line int) (body *ast.BlockStmt, decl *ast.FuncDecl, lit *ast.FuncLit) {
	f := s.syntax(file)
	if f == nil {
		return nil, nil, nil
	}
	for _, d := range f.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil && s.spans(fd, line) {
			decl, body = fd, fd.Body
		}
	}
	if decl == nil {
		return nil, nil, nil
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		l, ok := n.(*ast.FuncLit)
		if ok && s.spans(l, line) {
			first, last := s.line(l.Pos()), s.line(l.End())
			if line > first && line < last || first == last {
				lit, body = l, l.Body
			}
		}
		return true
	})
	return body, decl, lit
}

// literalAt is the innermost function literal around a line, nil for none.
func (s *Sources) literalAt(file string, line int) *ast.FuncLit {
	_, _, lit := s.function(file, line)
	return lit
}

// loop is the first line of the innermost for statement around a line, 0 for
// none.
func (s *Sources) loop(file string, line int) (first int) {
	body, _, _ := s.function(file, line)
	if body == nil {
		return 0
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if s.spans(n, line) {
				first = s.line(n.Pos())
			}
		}
		return true
	})
	return first
}
