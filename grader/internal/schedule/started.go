package schedule

import (
	"go/ast"
	"go/types"
)

// started are the functions that goroutines begin with, as far as they are
// called by name or written in place. They begin with the hook after an
// operation: a goroutine that comes late is what many bugs need.
type started struct {
	functions map[types.Object]bool
	literals  map[*ast.FuncLit]bool
}

// findStarted looks at go statements and at the arguments of operations, such
// as (*sync.WaitGroup).Go or time.AfterFunc.
func findStarted(files []*ast.File, info *types.Info) started {
	s := started{functions: map[types.Object]bool{}, literals: map[*ast.FuncLit]bool{}}
	w := &walker{types: info}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				s.add(n.Call.Fun, info)
			case *ast.CallExpr:
				if _, ok := w.operation(n); ok {
					for _, arg := range n.Args {
						s.add(arg, info)
					}
				}
			}
			return true
		})
	}
	// A literal in a variable: run := func() { ... }; go run()
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if len(n.Lhs) == len(n.Rhs) {
					for i, left := range n.Lhs {
						if id, ok := left.(*ast.Ident); ok {
							s.assigned(id, n.Rhs[i], info)
						}
					}
				}
			case *ast.ValueSpec:
				if len(n.Names) == len(n.Values) {
					for i, id := range n.Names {
						s.assigned(id, n.Values[i], info)
					}
				}
			}
			return true
		})
	}
	return s
}

func (s started) add(fun ast.Expr, info *types.Info) {
	if lit, ok := ast.Unparen(fun).(*ast.FuncLit); ok {
		s.literals[lit] = true
		return
	}
	id := name(fun)
	if id == nil {
		return
	}
	switch object := info.Uses[id].(type) {
	case *types.Func:
		s.functions[object.Origin()] = true
	case *types.Var:
		s.functions[object] = true
	}
}

func (s started) assigned(id *ast.Ident, value ast.Expr, info *types.Info) {
	lit, ok := ast.Unparen(value).(*ast.FuncLit)
	if ok && s.functions[info.ObjectOf(id)] {
		s.literals[lit] = true
	}
}
