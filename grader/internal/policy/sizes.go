package policy

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
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
	c := &sizes{report: r, names: names, measured: map[types.Type]measure{}}
	c.check(files)
	found := false
	for _, s := range files {
		c.source = s
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			large := c.large(e)
			found = found || large
			return !large // what lies within is said with it
		})
	}
	if found {
		return
	}
	// A type can become large without being written in one piece: P[P[[9999]int]]
	// where P holds an array of its parameter.
	for _, s := range files {
		c.source = s
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if ok && !found {
				found = c.refuse(e, c.typeSize(c.info.TypeOf(e)))
			}
			return !found
		})
	}
}

type sizes struct {
	report   *report
	names    uses
	source   *source
	pkg      *types.Package
	info     types.Info
	measured map[types.Type]measure
	literals int // bytes
}

// measure is a size: elements of nested arrays multiplied, and bytes on a
// 64-bit machine.
type measure struct{ elements, bytes int }

// tooMany is a size beyond every limit, small enough not to overflow.
const tooMany = 1 << 40

func times(a, b int) int {
	if a <= 0 || b <= 0 {
		return 0
	}
	if a > tooMany/b {
		return tooMany
	}
	return a * b
}

// check computes types and constants, as far as they can be known with the
// constants of other packages alone. Its errors are the compiler's to report.
func (c *sizes) check(files []*source) {
	c.info.Types = map[ast.Expr]types.TypeAndValue{}
	conf := types.Config{
		Importer:                 constantsOnly{},
		Error:                    func(error) {},
		Sizes:                    types.SizesFor("gc", "amd64"),
		DisableUnusedImportCheck: true,
	}
	var trees []*ast.File
	for _, s := range files {
		trees = append(trees, s.syntax)
	}
	c.pkg, _ = conf.Check("candidate", files[0].fset, trees, &c.info)
}

// large refuses an expression that is a large type or literal, or one whose
// size is hidden.
func (c *sizes) large(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ArrayType:
		if e.Len == nil {
			return false
		}
		if _, dots := e.Len.(*ast.Ellipsis); dots {
			return false // the literal tells
		}
		if c.hidden(e.Len) {
			return true
		}
		if n, ok := c.index(e.Len); ok && n > maxElements {
			return c.refuse(e, measure{n, n})
		}
	case *ast.StructType:
	case *ast.CompositeLit:
		return c.largeLiteral(e)
	default:
		return false
	}
	return c.refuse(e, c.typeSize(c.info.TypeOf(e)))
}

func (c *sizes) largeLiteral(lit *ast.CompositeLit) bool {
	typ := c.info.TypeOf(lit)
	elem := types.Type(nil)
	if typ != nil {
		if p, ok := typ.Underlying().(*types.Pointer); ok {
			typ = p.Elem() // []*T{{}} leaves the & out
		}
		switch t := typ.Underlying().(type) {
		case *types.Map:
			return false // its keys are no indexes
		case *types.Struct:
			return c.count(lit, c.typeSize(typ))
		case *types.Array:
			elem = t.Elem()
		case *types.Slice:
			elem = t.Elem()
		}
	}
	n, next := 0, 0
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && !c.field(kv.Key) {
			if c.hidden(kv.Key) {
				return true
			}
			if i, ok := c.index(kv.Key); ok {
				next = i
			}
		}
		next++
		n = max(n, next)
	}
	size := c.arraySize(n, elem)
	if arr := c.typeSize(typ); elem != nil && arr.bytes > size.bytes {
		size = arr
	}
	return c.count(lit, size)
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
	case size.bytes >= tooMany || size.elements >= tooMany:
		return "beyond all measure"
	case size.elements > maxElements:
		return fmt.Sprintf("%d elements", size.elements)
	}
	return fmt.Sprintf("%d MiB", size.bytes>>20)
}

// index is the value of a constant integer.
func (c *sizes) index(e ast.Expr) (int, bool) {
	v := c.value(e)
	if v == nil {
		return 0, false
	}
	v = constant.ToInt(v)
	if v.Kind() != constant.Int {
		return 0, false
	}
	if n, exact := constant.Int64Val(v); exact && n < tooMany {
		return int(n), true
	}
	if constant.Sign(v) < 0 {
		return 0, false
	}
	return tooMany, true
}

func (c *sizes) value(e ast.Expr) constant.Value {
	if tv, ok := c.info.Types[e]; ok {
		return tv.Value
	}
	// The keys of a literal whose type belongs to another package are passed
	// over by go/types.
	info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if types.CheckExpr(c.source.fset, c.pkg, e.Pos(), e, &info) != nil {
		return nil
	}
	return info.Types[e].Value
}

// field tells whether the key of a literal can be the name of a struct's field.
func (c *sizes) field(key ast.Expr) bool {
	id, ok := key.(*ast.Ident)
	return ok && (c.names[id] == nil || c.names[id].kind != isConstant)
}

// hidden refuses a size that depends on something of another package that is
// not in constants.txt, so that it cannot be known here.
func (c *sizes) hidden(e ast.Expr) bool {
	if c.value(e) != nil {
		return false
	}
	sel := c.foreign(e, map[*object]bool{})
	if sel == nil {
		return false
	}
	c.report.refuse(RuleArraySize, reason{
		title:  "the size of an array depends on another package",
		detail: "The grader looks at sizes before it compiles anything, and cannot know this one.",
		hint:   "Write the number, or a constant of your own.",
		note:   "depends on " + types.ExprString(sel),
	}, c.source.at(e.Pos()))
	return true
}

// foreign finds what an expression takes from another package, itself or
// through constants.
func (c *sizes) foreign(e ast.Expr, seen map[*object]bool) (found *ast.SelectorExpr) {
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if sel, isSel := n.(*ast.SelectorExpr); isSel && found == nil {
			if x, isID := sel.X.(*ast.Ident); isID && c.names[x] != nil && c.names[x].kind == isPackage {
				found = sel
			}
		}
		if o := c.names[id]; ok && found == nil && o != nil && o.kind == isConstant && o.value != nil && !seen[o] {
			seen[o] = true
			found = c.foreign(o.value, seen)
		}
		return found == nil
	})
	return found
}

// unknownSize is what a type of another package counts as: generous for a
// mutex, and little enough for a thousand shards.
const unknownSize = 64

func (c *sizes) arraySize(n int, elem types.Type) measure {
	m := measure{1, unknownSize}
	if elem != nil {
		m = c.typeSize(elem)
	}
	return measure{times(n, max(1, m.elements)), times(n, m.bytes)}
}

// typeSize is the size of a value of the type. Unlike types.Sizes it computes
// each type once (a struct of two structs of two structs takes those for ever)
// and does not overflow.
func (c *sizes) typeSize(t types.Type) measure {
	if t == nil {
		return measure{}
	}
	m, ok := c.measured[t]
	if !ok {
		c.measured[t] = measure{} // a type that holds itself does not compile
		m = c.computeSize(t)
		c.measured[t] = m
	}
	return m
}

func (c *sizes) computeSize(t types.Type) measure {
	switch t := t.(type) {
	case *types.Basic:
		switch t.Kind() {
		case types.Invalid:
			return measure{1, unknownSize}
		case types.String, types.UntypedString, types.Complex128, types.UntypedComplex:
			return measure{1, 16}
		}
		return measure{1, 8}
	case *types.Array:
		if t.Len() < 0 {
			return measure{1, unknownSize}
		}
		return c.arraySize(int(min(t.Len(), tooMany)), t.Elem())
	case *types.Struct:
		sum := measure{1, 0}
		for f := range t.Fields() {
			sum.bytes = min(sum.bytes+c.typeSize(f.Type()).bytes, tooMany)
		}
		return sum
	case *types.Slice:
		return measure{1, 24}
	case *types.Interface:
		return measure{1, 16}
	case *types.Alias:
		return c.typeSize(types.Unalias(t))
	case *types.Named:
		return c.typeSize(t.Underlying())
	case *types.TypeParam:
		return measure{1, 8}
	}
	return measure{1, 8} // pointers, maps, channels, functions
}
