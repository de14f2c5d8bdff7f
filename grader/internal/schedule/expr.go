package schedule

import (
	"fmt"
	"go/ast"
	"go/types"
)

func (w *walker) exprs(list []ast.Expr) {
	for _, e := range list {
		w.expr(e)
	}
}

// expr hooks into an expression: around each operation in it that has exactly
// one result, and into function literals.
func (w *walker) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.FuncLit:
		outer := w.bare
		w.stmts(e.Body.List)
		w.bare = outer
	case *ast.CallExpr:
		results, isOperation := w.operation(e)
		switch {
		case !isOperation:
			w.callee(e, false)
		case results == 1:
			w.surround(e, func() { w.callee(e, true) })
		default:
			w.bare++
			w.callee(e, true)
		}
	case *ast.UnaryExpr:
		if receive(e) != nil {
			w.surround(e, func() { w.expr(e.X) })
		} else {
			w.expr(e.X)
		}
	case *ast.BinaryExpr:
		w.expr(e.X)
		w.expr(e.Y)
	case *ast.ParenExpr:
		w.expr(e.X)
	case *ast.SelectorExpr:
		w.expr(e.X)
	case *ast.IndexExpr:
		w.expr(e.X)
		w.expr(e.Index)
	case *ast.IndexListExpr: // its indices are types
		w.expr(e.X)
	case *ast.SliceExpr:
		w.expr(e.X)
		w.expr(e.Low)
		w.expr(e.High)
		w.expr(e.Max)
	case *ast.TypeAssertExpr:
		w.expr(e.X)
	case *ast.StarExpr:
		w.expr(e.X)
	case *ast.CompositeLit:
		w.exprs(e.Elts)
	case *ast.KeyValueExpr:
		w.expr(e.Key)
		w.expr(e.Value)
	}
	// Names and literals do nothing; types, the lengths of arrays among them,
	// are for the compiler alone.
}

// surround puts hooks before and after the evaluation of e, which has one
// result.
func (w *walker) surround(e ast.Expr, inside func()) {
	site := w.site(e.Pos(), Operation)
	w.open(e.Pos(), fmt.Sprintf("%s.V(%s,", w.hook, w.call("B", site)))
	inside()
	w.close(e.End(), ")")
}

// callee hooks into what is called and its arguments, not around the call.
// Function literals that an operation gets may run in another goroutine: they
// begin with a hook.
func (w *walker) callee(call *ast.CallExpr, isOperation bool) {
	if w.constant(call) {
		return
	}
	for _, e := range append([]ast.Expr{call.Fun}, call.Args...) {
		if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok && isOperation {
			outer := w.bare
			w.body(lit.Body.Lbrace+1, lit.Body.List)
			w.bare = outer
			continue
		}
		w.expr(e)
	}
}

// constant reports whether a call is evaluated by the compiler, such as
// unsafe.Sizeof, whose operand never runs.
func (w *walker) constant(call *ast.CallExpr) bool {
	if w.types.Types[call].Value != nil {
		return true
	}
	id := name(call.Fun)
	b, ok := w.types.Uses[id].(*types.Builtin)
	return ok && (b.Name() == "Sizeof" || b.Name() == "Alignof" || b.Name() == "Offsetof")
}
