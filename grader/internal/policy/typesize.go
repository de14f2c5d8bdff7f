package policy

import (
	"fmt"
	"go/ast"
	"strings"
)

// measure is a size: elements of nested arrays multiplied, and bytes on a
// 64-bit machine.
type measure struct{ elements, bytes int }

// beyond is a size beyond every limit, small enough not to overflow.
const beyond = 1 << 40

func (m measure) times(n int) measure {
	return measure{product(n, max(1, m.elements)), product(n, m.bytes)}
}

func product(a, b int) int {
	switch {
	case a <= 0 || b <= 0:
		return 0
	case a > beyond/b:
		return beyond
	}
	return a * b
}

// typ is a type as written, with what its type parameters stand for.
type typ struct {
	expr ast.Expr // nil when unknown
	args map[*object]argument
}

// argument is a type argument, and its size.
type argument struct {
	typ
	measure
}

// typeSizes computes the sizes of types, each once for each size of its type
// arguments.
type typeSizes struct {
	names uses
	eval  *evaluator
	known map[string]measure
	busy  map[*object]bool      // arrayLength is at it
	ids   map[*ast.TypeSpec]int // for the keys of known
	// steps bounds the work: what is left of it.
	steps int
}

// maxSteps is sixty times what net/http takes, and five times the tables of
// package unicode. Types can be written that take 2 to the power of their lines.
const maxSteps = 1 << 18

func newTypeSizes(names uses) *typeSizes {
	ts := &typeSizes{names: names, known: map[string]measure{}, busy: map[*object]bool{}, ids: map[*ast.TypeSpec]int{}, steps: maxSteps}
	ts.eval = &evaluator{names: names, foreign: foreignConstants(), known: map[*object]result{}, types: ts}
	return ts
}

// exhausted tells that the sizes computed since may be wrong.
func (ts *typeSizes) exhausted() bool { return ts.steps <= 0 }

// unknownSize is what a type of another package counts as: generous for a
// mutex, and little enough for thousands of them.
const unknownSize = 64

// universeSizes are those that are not 8.
var universeSizes = map[string]int{
	"bool": 1, "int8": 1, "uint8": 1, "byte": 1, "int16": 2, "uint16": 2,
	"int32": 4, "uint32": 4, "rune": 4, "float32": 4,
	"string": 16, "any": 16, "error": 16, "complex128": 16,
}

func (ts *typeSizes) size(t typ) measure {
	if ts.steps--; ts.steps <= 0 {
		return measure{1, 1}
	}
	switch e := t.expr.(type) {
	case nil:
		return measure{1, unknownSize}
	case *ast.ParenExpr:
		return ts.size(typ{e.X, t.args})
	case *ast.SelectorExpr:
		return measure{1, unknownSize}
	case *ast.Ident:
		return ts.identSize(e, t.args)
	case *ast.ArrayType:
		if e.Len == nil {
			return measure{1, 24}
		}
		n, k := ts.count(e.Len)
		if k != known {
			return measure{1, unknownSize} // reported where it stands
		}
		return ts.size(typ{e.Elt, t.args}).times(n)
	case *ast.StructType:
		sum := measure{1, 0}
		for _, f := range e.Fields.List {
			m := ts.size(typ{f.Type, t.args}).times(max(1, len(f.Names)))
			sum.bytes = min(sum.bytes+m.bytes, beyond)
		}
		return sum
	case *ast.InterfaceType:
		return measure{1, 16}
	case *ast.IndexExpr, *ast.IndexListExpr:
		if spec, args := ts.instance(t); spec != nil {
			return ts.specSize(spec, args)
		}
		return measure{1, unknownSize}
	}
	return measure{1, 8} // pointers, maps, channels, functions
}

func (ts *typeSizes) identSize(id *ast.Ident, args map[*object]argument) measure {
	o := ts.names[id]
	switch {
	case o == nil:
		if n, ok := universeSizes[id.Name]; ok {
			return measure{1, n}
		}
		return measure{1, 8}
	case o.kind == isType:
		return ts.specSize(o.spec, nil)
	case o.kind == isTypeParam:
		if a, ok := args[o]; ok {
			return a.measure
		}
	}
	return measure{1, 8}
}

// specSize is the size of a declared type with the arguments given.
func (ts *typeSizes) specSize(spec *ast.TypeSpec, args map[*object]argument) measure {
	if _, ok := ts.ids[spec]; !ok {
		ts.ids[spec] = len(ts.ids)
	}
	var key strings.Builder
	fmt.Fprint(&key, ts.ids[spec])
	for _, name := range typeParams(spec) {
		fmt.Fprint(&key, args[ts.names[name]].measure)
	}
	m, ok := ts.known[key.String()]
	if !ok {
		ts.known[key.String()] = measure{} // a type that holds itself does not compile
		m = ts.size(typ{spec.Type, args})
		ts.known[key.String()] = m
	}
	return m
}

func typeParams(spec *ast.TypeSpec) []*ast.Ident {
	var names []*ast.Ident
	if spec.TypeParams != nil {
		for _, f := range spec.TypeParams.List {
			names = append(names, f.Names...)
		}
	}
	return names
}

// instance reads G[A, B]: the declaration of G, if it is the candidate's, and
// what its parameters stand for.
func (ts *typeSizes) instance(t typ) (*ast.TypeSpec, map[*object]argument) {
	var base ast.Expr
	var list []ast.Expr
	switch e := t.expr.(type) {
	case *ast.IndexExpr:
		base, list = e.X, []ast.Expr{e.Index}
	case *ast.IndexListExpr:
		base, list = e.X, e.Indices
	}
	id, ok := ast.Unparen(base).(*ast.Ident)
	if !ok || ts.names[id] == nil || ts.names[id].kind != isType {
		return nil, nil
	}
	spec := ts.names[id].spec
	args := map[*object]argument{}
	for i, name := range typeParams(spec) {
		if o := ts.names[name]; o != nil && i < len(list) {
			a := typ{list[i], t.args}
			args[o] = argument{a, ts.size(a)}
		}
	}
	return spec, args
}

// under follows names to the type that they stand for in the end. The result
// is no name but those of the universe, and unknown where it ends in another
// package or not at all.
func (ts *typeSizes) under(e ast.Expr) typ { return ts.underlying(typ{expr: e}) }

func (ts *typeSizes) underlying(t typ) typ {
	for range maxDepth {
		if ts.steps--; ts.steps <= 0 {
			break
		}
		switch e := t.expr.(type) {
		case *ast.ParenExpr:
			t.expr = e.X
		case *ast.Ident:
			o := ts.names[e]
			switch {
			case o == nil:
				return t
			case o.kind == isType:
				t = typ{expr: o.spec.Type}
			case o.kind == isTypeParam && t.args[o].expr != nil:
				t = t.args[o].typ
			default:
				return typ{}
			}
		case *ast.IndexExpr, *ast.IndexListExpr:
			spec, args := ts.instance(t)
			if spec == nil {
				return typ{}
			}
			t = typ{spec.Type, args}
		case *ast.SelectorExpr:
			return typ{}
		default:
			return t
		}
	}
	return typ{}
}

// count is the value of an expression that says how many. It is at most
// beyond, and broken when it is negative or no integer.
func (ts *typeSizes) count(e ast.Expr) (int, knowledge) {
	n, k := ts.eval.eval(e, -1)
	if k != known {
		return 0, k
	}
	return n.count()
}

// arrayLength is len(e) for an array e: a literal, or a variable whose
// declaration tells its type.
func (ts *typeSizes) arrayLength(e ast.Expr) (int, knowledge) {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return ts.literalLength(e)
	case *ast.Ident:
		o := ts.names[e]
		switch {
		case o == nil || o.kind != isVariable:
			return 0, broken
		case o.typ != nil:
			return ts.lengthOfType(typ{expr: o.typ})
		case o.value != nil:
			value := ast.Unparen(o.value)
			if lit, ok := value.(*ast.CompositeLit); ok {
				return ts.literalLength(lit)
			}
			if _, ok := value.(*ast.Ident); ok && !ts.busy[o] {
				ts.busy[o] = true
				defer delete(ts.busy, o)
				return ts.arrayLength(value)
			}
		}
	}
	return 0, hidden // a field, an element, what a pointer points to
}

func (ts *typeSizes) literalLength(lit *ast.CompositeLit) (int, knowledge) {
	if arr, ok := ast.Unparen(lit.Type).(*ast.ArrayType); ok {
		if _, dots := arr.Len.(*ast.Ellipsis); dots {
			return ts.elements(lit)
		}
	}
	return ts.lengthOfType(typ{expr: lit.Type})
}

func (ts *typeSizes) lengthOfType(t typ) (int, knowledge) {
	t = ts.underlying(t)
	if p, ok := t.expr.(*ast.StarExpr); ok {
		t = ts.underlying(typ{p.X, t.args})
	}
	switch e := t.expr.(type) {
	case nil:
		return 0, hidden
	case *ast.ArrayType:
		if e.Len != nil {
			return ts.count(e.Len)
		}
	}
	return 0, broken // a slice's length is no constant
}

// elements counts those of an array's or slice's literal, up to the highest
// index.
func (ts *typeSizes) elements(lit *ast.CompositeLit) (int, knowledge) {
	n, next := 0, 0
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			i, k := ts.count(kv.Key)
			if k != known {
				return 0, k
			}
			next = i
		}
		next++
		n = max(n, next)
	}
	return n, known
}
