package hunt

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A testFunc is a top-level test.
type testFunc struct {
	Name string
	File string // base name
	Line int
}

// testsOf returns the top-level tests of a file, as the go command sees them:
// functions called Test, or TestXxx where Xxx does not begin in lower case,
// with one parameter of type *testing.T.
func testsOf(f *ast.File) []*ast.FuncDecl {
	var tests []*ast.FuncDecl
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if ok && fn.Recv == nil && fn.Body != nil && fn.Type.TypeParams == nil && fn.Type.Results == nil &&
			isTestName(fn.Name.Name) && takesT(fn.Type.Params) {
			tests = append(tests, fn)
		}
	}
	return tests
}

func isTestName(name string) bool {
	rest, ok := strings.CutPrefix(name, "Test")
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && (rest == "" || !unicode.IsLower(first))
}

// takesT reports whether there is one parameter of type *T or *x.T; which T
// that is, the compiler sees.
func takesT(params *ast.FieldList) bool {
	if params == nil || len(params.List) != 1 || len(params.List[0].Names) > 1 {
		return false
	}
	ptr, ok := params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch t := ptr.X.(type) {
	case *ast.Ident:
		return t.Name == "T"
	case *ast.SelectorExpr:
		return t.Sel.Name == "T"
	}
	return false
}

// watched puts a call of the watch first into each top-level test of a file.
// Lines and columns stay: what follows an insertion is told where it was. name
// is what the file calls the watch package; it appears nowhere in src. It
// returns src itself when the file has no test.
func watched(src []byte, name, importPath string) (out []byte, tests []testFunc, err error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil, nil, err
	}
	file := fset.File(f.FileStart)
	var edits []replacement
	insert := func(pos token.Pos, text string) { edits = append(edits, replacement{pos, pos, text}) }
	for _, fn := range testsOf(f) {
		at := fset.Position(fn.Name.Pos())
		tests = append(tests, testFunc{Name: fn.Name.Name, Line: at.Line})
		field := fn.Type.Params.List[0]
		t := name + "t"
		switch {
		case len(field.Names) == 0:
			insert(field.Type.Pos(), t+" ")
		case field.Names[0].Name == "_":
			edits = append(edits, replacement{field.Names[0].Pos(), field.Names[0].End(), t})
		default:
			t = field.Names[0].Name
		}
		insert(fn.Body.Lbrace+1, fmt.Sprintf("%s.Test(%s);", name, t))
	}
	if len(tests) == 0 {
		return src, nil, nil
	}
	insert(f.Name.End(), fmt.Sprintf(";import %s %q", name, importPath))
	slices.SortStableFunc(edits, func(a, b replacement) int { return cmp.Compare(a.from, b.from) })
	var b bytes.Buffer
	done := 0
	for _, e := range edits {
		b.Write(src[done:file.Offset(e.from)])
		at := fset.Position(e.to) // where the file says it is, line directives counted
		fmt.Fprintf(&b, "%s/*line :%d:%d*/", e.text, at.Line, max(1, at.Column))
		done = file.Offset(e.to)
	}
	b.Write(src[done:])
	return b.Bytes(), tests, nil
}

type replacement struct {
	from, to token.Pos
	text     string
}

// freeName is a name that begins with want and appears in none of the files.
func freeName(want string, files map[string][]byte) string {
	for {
		taken := false
		for _, src := range files {
			taken = taken || bytes.Contains(src, []byte(want))
		}
		if !taken {
			return want
		}
		want += "_"
	}
}
