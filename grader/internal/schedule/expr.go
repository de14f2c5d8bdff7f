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
		w.function(e.Body, w.started.literals[e])
	case *ast.CallExpr:
		results, isOperation := w.operation(e)
		switch {
		case !isOperation:
			w.callee(e)
		case results == 1:
			w.surround(e, func() { w.callee(e) })
		default:
			w.bare++
			w.callee(e)
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
	w.insert(e.Pos(), fmt.Sprintf("%s.V(%s,", w.hook, w.call("B", site)))
	inside()
	w.insert(e.End(), ")")
}

// callee hooks into what is called and its arguments, not around the call.
func (w *walker) callee(call *ast.CallExpr) {
	if w.constant(call) {
		return
	}
	w.expr(call.Fun)
	w.exprs(call.Args)
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
