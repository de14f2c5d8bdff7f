package policy

import (
	"fmt"
	"go/ast"
	"go/constant"
)

// The largest array, or value of any type, and all literals together. One
// literal, [1 << 27]int{1<<27 - 1: 1}, makes a binary of a gigabyte.
const (
	maxElements    = 1 << 20
	maxBytes       = 16 << 20
	maxAllLiterals = 64 << 20
)

// checkSizes refuses arrays, and values that hold arrays, of absurd size.
func checkSizes(r *report, files []*source, names uses) {
	c := &sizes{report: r, types: newTypeSizes(names)}
	for _, s := range files {
		c.source = s
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok || c.types.exhausted() {
				return !ok
			}
			large := c.large(e)
			if c.types.exhausted() {
				c.refuseWork(e)
			}
			return !large // what lies within is said with it
		})
	}
}

type sizes struct {
	report   *report
	types    *typeSizes
	source   *source
	literals int // bytes
}

// large refuses an expression that is a large type or literal, or one whose
// size is hidden.
func (c *sizes) large(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CompositeLit:
		return e.Type != nil && c.literal(e, typ{expr: e.Type})
	case *ast.ArrayType:
		switch e.Len.(type) {
		case nil, *ast.Ellipsis:
			return false // the literal tells
		}
		if _, k := c.types.count(e.Len); k == hidden {
			return c.refuseHidden(e.Len)
		}
	case *ast.StructType:
	case *ast.IndexExpr, *ast.IndexListExpr:
		// Parameters make large what is nowhere written so: P[P[[100]int]].
		if spec, _ := c.types.instance(typ{expr: e}); spec == nil {
			return false
		}
	default:
		return false
	}
	return c.refuse(e, c.types.size(typ{expr: e}))
}

// literal refuses a large literal of a type, and looks at the literals within
// it that leave their type out.
func (c *sizes) literal(lit *ast.CompositeLit, t typ) bool {
	under := c.types.underlying(t)
	if p, ok := under.expr.(*ast.StarExpr); ok {
		under = c.types.underlying(typ{p.X, under.args}) // []*T{{}} leaves the & out
	}
	var key, elem typ
	switch u := under.expr.(type) {
	case *ast.MapType:
		key, elem = typ{u.Key, under.args}, typ{u.Value, under.args}
	case *ast.StructType:
		return c.count(lit, c.types.size(under))
	case *ast.ArrayType:
		elem = typ{u.Elt, under.args}
		if c.array(lit, u, elem) {
			return true
		}
	default: // another package's: a struct, a slice, a map
		if c.unknown(lit) {
			return true
		}
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if c.inner(kv.Key, key) {
				return true
			}
			e = kv.Value
		}
		if c.inner(e, elem) {
			return true
		}
	}
	return false
}

func (c *sizes) inner(e ast.Expr, t typ) bool {
	lit, ok := e.(*ast.CompositeLit)
	return ok && lit.Type == nil && c.literal(lit, t)
}

func (c *sizes) array(lit *ast.CompositeLit, arr *ast.ArrayType, elem typ) bool {
	n, k := c.types.elements(lit)
	if k == hidden {
		return c.refuseHidden(lit)
	}
	switch arr.Len.(type) {
	case nil, *ast.Ellipsis:
	default:
		if whole, k := c.types.count(arr.Len); k == known {
			n = max(n, whole)
		}
	}
	return c.count(lit, c.types.size(elem).times(n))
}

// unknown looks at a literal whose type belongs to another package. Its keys
// are a struct's fields, a map's keys or indexes: large ones are refused,
// since no default import has a map type.
func (c *sizes) unknown(lit *ast.CompositeLit) bool {
	n := 0
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if id, ok := kv.Key.(*ast.Ident); ok {
			if o := c.types.names[id]; o == nil || o.kind != isConstant {
				continue // a field
			}
		}
		i, k := c.types.count(kv.Key)
		if k == hidden {
			return c.refuseHidden(kv.Key)
		}
		n = max(n, i+1)
	}
	return c.count(lit, measure{1, unknownSize}.times(n))
}

// count refuses a literal that is too large, or one too many.
func (c *sizes) count(lit *ast.CompositeLit, size measure) bool {
	if size.bytes >= 1<<12 {
		c.literals += size.bytes
	}
	if c.literals > maxAllLiterals {
		size.bytes = max(size.bytes, maxBytes+1)
	}
	return c.refuse(lit, size)
}

func (c *sizes) refuse(e ast.Expr, size measure) bool {
	if size.elements <= maxElements && size.bytes <= maxBytes {
		return false
	}
	c.report.refuse(RuleArraySize, reason{
		title:  "an array or a literal is larger than a program should hold",
		detail: fmt.Sprintf("At most %d elements and 16 MiB each, and 64 MiB of literals in all: the compiler may put it into the program as it is.", maxElements),
		hint:   "Make a smaller array, or a slice with make when the program runs.",
		note:   sizeNote(size),
	}, c.source.at(e.Pos()))
	return true
}

func sizeNote(size measure) string {
	switch {
	case size.bytes >= beyond || size.elements >= beyond:
		return "beyond all measure"
	case size.elements > maxElements:
		return fmt.Sprintf("%d elements", size.elements)
	}
	return fmt.Sprintf("%d MiB", size.bytes>>20)
}

func (c *sizes) refuseHidden(e ast.Expr) bool {
	c.report.refuse(RuleArraySize, reason{
		title:  "the size of an array cannot be seen here",
		detail: "The grader looks at sizes before it compiles anything, and this one depends on something that it cannot compute.",
		hint:   "Write the number, or a constant of your own.",
		note:   "this size",
	}, c.source.at(e.Pos()))
	return true
}

func (c *sizes) refuseWork(e ast.Expr) {
	c.report.refuse(RuleNesting, reason{
		title:  "the types build on each other in too many ways",
		detail: "Their sizes would take longer to compute than a check may last.",
		hint:   "Use fewer type parameters, or types that hold fewer of each other.",
		note:   "given up here",
	}, c.source.at(e.Pos()))
}

// count is the number as a count of things.
func (n number) count() (int, knowledge) {
	if n.kind == str {
		return 0, broken
	}
	v := constant.ToInt(n.value)
	if v.Kind() != constant.Int || constant.Sign(v) < 0 {
		return 0, broken
	}
	if i, exact := constant.Int64Val(v); exact && i < beyond {
		return int(i), known
	}
	return beyond, known
}
