package schedule_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// requireSame checks that rewritten, with its hooks taken out of the syntax
// tree, is the original: node for node, and each at its line and column.
func requireSame(t *testing.T, name string, original, rewritten []byte) {
	t.Helper()
	want := dump(t, name, original, false)
	got := dump(t, name, rewritten, true)
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			from := max(0, i-5)
			t.Fatalf("%s differs at node %d:\nwant %s\ngot  %s\nrewritten:\n%s", name, i,
				strings.Join(want[from:i+1], "\n     "), strings.Join(got[from:i+1], "\n     "), rewritten)
		}
	}
	require.Len(t, got, len(want))
}

// dump lists the nodes of a file in order, each field on a line, then its
// comments.
func dump(t *testing.T, name string, src []byte, strip bool) []string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	require.NoError(t, err, "%s", src)
	d := dumper{fset: fset}
	if strip {
		d.hook = hookName(f)
		f.Decls = slices.DeleteFunc(f.Decls, func(decl ast.Decl) bool {
			g, ok := decl.(*ast.GenDecl)
			return ok && len(g.Specs) == 1 && isHookImport(g.Specs[0])
		})
	}
	d.node(reflect.ValueOf(f.Name))
	d.value("package", reflect.ValueOf(f.Package))
	d.node(reflect.ValueOf(f.Decls))
	for _, group := range f.Comments {
		for _, c := range group.List {
			if strip && strings.HasPrefix(c.Text, "/*line :") {
				continue
			}
			d.lines = append(d.lines, fmt.Sprintf("%s %s", fset.Position(c.Pos()), c.Text))
		}
	}
	return d.lines
}

func isHookImport(spec ast.Spec) bool {
	i, ok := spec.(*ast.ImportSpec)
	return ok && i.Name != nil && strings.HasPrefix(i.Name.Name, "racekatahook")
}

func hookName(f *ast.File) string {
	for _, spec := range f.Imports {
		if isHookImport(spec) {
			return spec.Name.Name
		}
	}
	return ""
}

type dumper struct {
	fset  *token.FileSet
	hook  string
	lines []string
}

// node dumps a syntax node, a list of them, or a field of one.
func (d *dumper) node(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			d.node(reflect.ValueOf(d.strip(v.Interface())))
		}
	case reflect.Slice:
		if list, ok := v.Interface().([]ast.Stmt); ok {
			v = reflect.ValueOf(d.stmts(list))
		}
		for i := range v.Len() {
			d.node(v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		s := v.Elem()
		for i := range s.NumField() {
			field := s.Type().Field(i)
			switch field.Type {
			//lint:ignore SA1019 nodes still have fields of that type
			case reflect.TypeFor[*ast.CommentGroup](), reflect.TypeFor[*ast.Object]():
				continue
			}
			switch field.Type.Kind() {
			case reflect.Interface, reflect.Slice, reflect.Pointer:
				d.node(s.Field(i))
			default:
				d.value(s.Type().Name()+"."+field.Name, s.Field(i))
			}
		}
	}
}

// at is the file, line and column of a position, as the author sees it.
func (d *dumper) at(pos token.Pos) string { return d.fset.Position(pos).String() }

func (d *dumper) value(name string, v reflect.Value) {
	text := fmt.Sprint(v.Interface())
	if pos, ok := v.Interface().(token.Pos); ok {
		text = d.at(pos)
	}
	if name == "EmptyStmt.Implicit" {
		return // a hook after a label makes it explicit
	}
	d.lines = append(d.lines, name+" "+text)
}

// strip takes hooks off an expression or a statement.
func (d *dumper) strip(n any) any {
	if d.hook == "" {
		return n
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		if d.calls(n, "V") {
			return d.strip(n.Args[1])
		}
	case *ast.ExprStmt: // for ...; ...; func(){hook.B(1);s;hook.A(1)}() {
		if call, ok := n.X.(*ast.CallExpr); ok {
			if lit, ok := call.Fun.(*ast.FuncLit); ok && len(lit.Body.List) == 3 && d.at(lit.Pos()) == d.at(lit.Body.List[1].Pos()) {
				return lit.Body.List[1]
			}
		}
	case *ast.BlockStmt: // else {hook.S(1);if ... }
		n.List = d.stmts(n.List)
		if len(n.List) == 1 {
			if inner, ok := n.List[0].(*ast.IfStmt); ok && d.at(n.Pos()) == d.at(inner.Pos()) {
				return inner
			}
		}
	}
	return n
}

// stmts takes hooks, and empty statements, out of a list.
func (d *dumper) stmts(list []ast.Stmt) []ast.Stmt {
	var kept []ast.Stmt
	for i := 0; i < len(list); i++ {
		s := list[i]
		if _, ok := s.(*ast.EmptyStmt); ok || d.isHook(s) {
			continue
		}
		if l, ok := s.(*ast.LabeledStmt); ok { // L: hook.S(1);s
			for {
				deeper, ok := l.Stmt.(*ast.LabeledStmt)
				if !ok {
					break
				}
				l = deeper
			}
			for d.isHook(l.Stmt) {
				i++
				l.Stmt = list[i]
			}
		}
		kept = append(kept, s)
	}
	return kept
}

func (d *dumper) isHook(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ExprStmt:
		return d.calls(s.X, "S", "B", "A")
	case *ast.DeferStmt:
		return d.calls(s.Call, "B", "A")
	}
	return false
}

func (d *dumper) calls(e ast.Expr, hooks ...string) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok || d.hook == "" {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == d.hook && slices.Contains(hooks, sel.Sel.Name)
}
