package policy

import (
	"go/ast"
	"go/token"
)

// The largest constant string, and all that are joined by + together. Thirty
// lines that each double the one above make a binary of a gigabyte.
const (
	maxString     = 1 << 20
	maxAllStrings = 16 << 20
)

// checkStrings refuses constant strings of absurd size.
func checkStrings(r *report, files []*source, names uses) {
	b := stringBounds{names, map[*object]int{}}
	sum, ok := 0, true
	counted := map[ast.Expr]bool{} // within a larger sum
	for _, s := range files {
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			e, isExpr := n.(ast.Expr)
			if !ok || !isExpr || counted[e] {
				return ok
			}
			size := 0
			switch e := e.(type) {
			case *ast.BinaryExpr:
				size = b.size(e)
				markSum(counted, e)
			case *ast.Ident:
				// Each []byte(s) of a constant is another copy of it.
				if size = b.size(e); size < 1<<16 {
					size = 0
				}
			}
			if sum += size; size > maxString || sum > maxAllStrings {
				ok = false
				r.refuse(RuleStringSize, reason{
					title:  "the constant strings grow beyond what a program should hold",
					detail: "The compiler joins constant strings itself and puts them into the program: at most 1 MiB each, and 16 MiB in all.",
					hint:   "Build it when the program runs, with strings.Repeat or strings.Builder.",
					note:   "this one is too much",
				}, s.at(e.Pos()))
			}
			return ok
		})
	}
}

func markSum(counted map[ast.Expr]bool, e ast.Expr) {
	if sum, ok := ast.Unparen(e).(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		counted[sum] = true
		markSum(counted, sum.X)
		markSum(counted, sum.Y)
	}
}

// stringBounds computes how long a constant string can be at most, in bytes,
// without making it.
type stringBounds struct {
	names uses
	known map[*object]int
}

func (b stringBounds) size(e ast.Expr) int {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return len(e.Value) - 2 // at most: an escape is longer than what it means
		}
	case *ast.ParenExpr:
		return b.size(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return min(b.size(e.X)+b.size(e.Y), 1<<40) // no overflow
		}
	case *ast.Ident:
		o := b.names[e]
		if o == nil || o.kind != isConstant || o.value == nil {
			return 0
		}
		size, ok := b.known[o]
		if !ok {
			b.known[o] = 0 // a constant that needs itself does not compile
			size = b.size(o.value)
			b.known[o] = size
		}
		return size
	case *ast.SelectorExpr:
		return 64 // time.RFC3339 and the like
	case *ast.CallExpr: // a conversion, or min and max
		size := 4 // string('x')
		for _, arg := range e.Args {
			size = max(size, b.size(arg))
		}
		return size
	}
	return 0
}
