package policy

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
)

// checkForeign refuses what changes another package's variable, or hands out
// its address so that something else can. `context.DeadlineExceeded = nil`
// made a wrong answer pass: the hidden test compares with that variable.
func checkForeign(r *report, files []*source, names uses) {
	for _, s := range files {
		f := foreign{r, s, names}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok != token.DEFINE {
					f.refuse("is assigned to here", n.Lhs...)
				}
			case *ast.IncDecStmt:
				f.refuse("is changed here", n.X)
			case *ast.RangeStmt:
				if n.Tok == token.ASSIGN {
					f.refuse("is assigned to here", n.Key, n.Value)
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					f.refuse("gives away its address here", n.X)
				}
			case *ast.CallExpr:
				if f.builtin(n.Fun, "clear", "copy", "delete", "append") && len(n.Args) > 0 {
					f.refuse("is changed here", n.Args[0])
				}
			}
			return true
		})
	}
}

type foreign struct {
	report *report
	source *source
	names  uses
}

func (f foreign) builtin(fun ast.Expr, names ...string) bool {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	return ok && slices.Contains(names, id.Name) && f.names[id] == nil
}

func (f foreign) refuse(what string, targets ...ast.Expr) {
	for _, target := range targets {
		sel := f.root(target)
		if sel == nil {
			continue
		}
		id := ast.Unparen(sel.X).(*ast.Ident)
		name := id.Name + "." + sel.Sel.Name
		f.report.refuse(RuleForeignVariable, reason{
			title:  fmt.Sprintf("%s belongs to another package and may not be changed here", name),
			detail: fmt.Sprintf("Everything that uses package %s would see the change, the hidden tests too.", packageName(f.names[id].path)),
			hint:   "Keep the value in a variable of your own.",
			note:   name + " " + what,
		}, f.source.at(sel.Pos()))
	}
}

// root finds the pkg.Var that a target is, or is a part of, or is reached
// through: (pkg.Var), *pkg.Var, pkg.Var.field, pkg.Var[i], pkg.Var[i:j],
// pkg.Var.(T). It is nil for everything else, such as the &pkg.Type{} of a
// new value and the pkg.Func() of a result.
func (f foreign) root(e ast.Expr) *ast.SelectorExpr {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.TypeAssertExpr:
			e = x.X
		case *ast.SelectorExpr:
			if f.names.fromPackage(x) {
				return x
			}
			e = x.X
		default:
			return nil
		}
	}
}
