package finding

import "go/ast"

// hasAtomic reports whether a line calls an operation of sync/atomic.
func (s *Sources) hasAtomic(at Position) bool {
	found := false
	s.eachAtomic(func(call *ast.CallExpr, _ *ast.SelectorExpr, file string) {
		if file == at.File && s.spans(call, at.Line) {
			found = true
		}
	})
	return found
}

// onlyAtomic is the one place where the candidate calls the function fn of
// sync/atomic on the variable of that key.
func (s *Sources) onlyAtomic(fn, key string) (at Position, ok bool) {
	n := 0
	s.eachAtomic(func(call *ast.CallExpr, sel *ast.SelectorExpr, file string) {
		if sel.Sel.Name != fn || len(call.Args) == 0 {
			return
		}
		arg, isAddress := call.Args[0].(*ast.UnaryExpr)
		if !isAddress {
			return
		}
		t := toucher{s: s, info: s.info()}
		if _, k, _ := t.naming(arg.X); k == key {
			at = Position{File: file, Line: s.line(call.Pos())}
			n++
		}
	})
	return at, n == 1
}

func (s *Sources) eachAtomic(f func(call *ast.CallExpr, sel *ast.SelectorExpr, file string)) {
	if s == nil {
		return
	}
	for name, src := range s.files {
		if src.syntax == nil {
			continue
		}
		ast.Inspect(src.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "atomic" || s.isAtomicMethod(sel) {
				f(call, sel, name)
			}
			return true
		})
	}
}

// isAtomicMethod tells x.Load() for an x of type atomic.Int64 and its like.
func (s *Sources) isAtomicMethod(sel *ast.SelectorExpr) bool {
	m := s.info().Selections[sel]
	return m != nil && m.Obj().Pkg() != nil && m.Obj().Pkg().Path() == "sync/atomic"
}
