package policy

import (
	"go/ast"
	"go/constant"
	"go/token"
	"math/big"
	"strconv"
	"unicode/utf8"
)

// number is the value of a constant expression. A string is known by its
// length alone, so that none is ever made.
type number struct {
	value    constant.Value
	kind     numberKind
	bits     int // of its type; 0 when untyped or a string
	unsigned bool
}

type numberKind int

const (
	whole numberKind = iota // value is an integer
	float                   // value is an integer, a fraction or a float
	str                     // value is the length in bytes
)

func text(length int) number { return number{value: constant.MakeInt64(int64(length)), kind: str} }

// knowledge says what came of an attempt to compute a constant.
type knowledge int

const (
	known  knowledge = iota
	broken           // the compiler will refuse it: a variable, an overflow
	hidden           // it may well be a constant, and cannot be computed here
)

// evaluator computes constant expressions. What the compiler accepts and this
// cannot compute is hidden and never taken for something else.
type evaluator struct {
	names   uses
	foreign map[string]number
	known   map[*object]result
	types   *typeSizes // for len([4]int{})
}

type result struct {
	number
	knowledge
}

func (ev *evaluator) eval(e ast.Expr, iota int) (number, knowledge) {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return ev.eval(e.X, iota)
	case *ast.BasicLit:
		return literal(e)
	case *ast.Ident:
		return ev.ident(e, iota)
	case *ast.SelectorExpr:
		if !ev.names.fromPackage(e) {
			return number{}, broken // a field
		}
		if n, ok := ev.foreign[ev.names[ast.Unparen(e.X).(*ast.Ident)].path+"."+e.Sel.Name]; ok {
			return n, known
		}
		return number{}, hidden
	case *ast.UnaryExpr:
		x, k := ev.eval(e.X, iota)
		if k != known {
			return x, k
		}
		return unary(e.Op, x)
	case *ast.BinaryExpr:
		x, kx := ev.eval(e.X, iota)
		y, ky := ev.eval(e.Y, iota)
		if kx == broken || ky == broken {
			return number{}, broken
		}
		if kx == hidden || ky == hidden {
			return number{}, hidden
		}
		return binary(e.Op, x, y)
	case *ast.CallExpr:
		return ev.call(e, iota)
	}
	return number{}, broken
}

// maxDigits keeps a literal of a million digits, which takes seconds to read,
// out of sight.
const maxDigits = 1000

func literal(lit *ast.BasicLit) (number, knowledge) {
	if lit.Kind != token.STRING && len(lit.Value) > maxDigits {
		return number{}, hidden
	}
	switch lit.Kind {
	case token.INT, token.CHAR:
		return check(number{value: constant.ToInt(constant.MakeFromLiteral(lit.Value, lit.Kind, 0))})
	case token.FLOAT:
		return check(number{value: constant.MakeFromLiteral(lit.Value, lit.Kind, 0), kind: float})
	case token.STRING:
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			return number{}, broken
		}
		return text(len(s)), known
	}
	return number{}, hidden // an imaginary number
}

// maxBits is where the compiler gives up on an untyped integer.
const maxBits = 512

// check finds what the compiler calls an overflow.
func check(n number) (number, knowledge) {
	switch {
	case n.value == nil || n.value.Kind() == constant.Unknown:
		return number{}, broken
	case n.kind != float && n.value.Kind() != constant.Int:
		return number{}, broken
	case n.kind != float && constant.BitLen(n.value) > maxBits:
		return number{}, broken
	case n.kind == whole && n.bits > 0 && !fits(n):
		return number{}, broken
	}
	if n.kind == float {
		n.value = n.rounded(n.value)
	}
	if n.value.Kind() == constant.Unknown {
		return number{}, broken // infinite
	}
	return n, known
}

// rounded is v as a float of the number's type. The compiler rounds each
// operand and each result, which can make an integer of what was none.
func (n number) rounded(v constant.Value) constant.Value {
	v = constant.ToFloat(v)
	switch n.bits {
	case 64:
		f, _ := constant.Float64Val(v)
		v = constant.MakeFloat64(f)
	case 32:
		f, _ := constant.Float32Val(v)
		v = constant.MakeFloat64(float64(f))
	}
	return v
}

func fits(n number) bool {
	if n.unsigned {
		return constant.Sign(n.value) >= 0 && constant.BitLen(n.value) <= n.bits
	}
	v, ok := constant.Val(n.value).(*big.Int)
	if !ok {
		small, exact := constant.Int64Val(n.value)
		if !exact {
			return false
		}
		v = big.NewInt(small)
	}
	if v.Sign() < 0 {
		v = new(big.Int).Not(v)
	}
	return v.BitLen() < n.bits
}

func (ev *evaluator) ident(id *ast.Ident, iota int) (number, knowledge) {
	o := ev.names[id]
	switch {
	case o == nil && id.Name == "iota" && iota >= 0:
		return number{value: constant.MakeInt64(int64(iota))}, known
	case o == nil || o.kind != isConstant || o.value == nil:
		return number{}, broken
	}
	r, ok := ev.known[o]
	if !ok {
		ev.known[o] = result{knowledge: broken} // a constant that needs itself
		r.number, r.knowledge = ev.eval(o.value, o.iota)
		if r.knowledge == known && o.typ != nil {
			r.number, r.knowledge = ev.convert(o.typ, r.number)
		}
		ev.known[o] = r
	}
	return r.number, r.knowledge
}

func unary(op token.Token, x number) (number, knowledge) {
	if x.kind == str {
		return number{}, broken
	}
	switch op {
	case token.ADD:
		return x, known
	case token.SUB:
		x.value = constant.UnaryOp(op, x.value, 0)
		return check(x)
	case token.XOR:
		if x.kind != whole {
			return number{}, broken
		}
		prec := uint(0)
		if x.unsigned {
			prec = uint(x.bits)
		}
		x.value = constant.UnaryOp(op, x.value, prec)
		return check(x)
	}
	return number{}, hidden // ! of a comparison
}

func binary(op token.Token, x, y number) (number, knowledge) {
	if op == token.SHL || op == token.SHR {
		return shift(op, x, y)
	}
	if x.kind == str || y.kind == str {
		if op == token.ADD && x.kind == y.kind {
			x.value = constant.BinaryOp(x.value, op, y.value)
			return check(x)
		}
		return number{}, hidden
	}
	// The result has the type of the operand that has one; of two without, a
	// float wins.
	to := x
	if x.bits == 0 && (y.bits > 0 || y.kind == float) {
		to = y
	}
	if to.kind == whole {
		if x.value, y.value = constant.ToInt(x.value), constant.ToInt(y.value); x.value.Kind() != constant.Int || y.value.Kind() != constant.Int {
			return number{}, broken
		}
	}
	if to.kind == float {
		// Products of floats that happen to be whole would grow for ever.
		x.value, y.value = to.rounded(x.value), to.rounded(y.value)
	}
	switch op {
	case token.ADD, token.SUB, token.MUL:
	case token.AND, token.OR, token.XOR, token.AND_NOT:
		if to.kind != whole {
			return number{}, broken
		}
	case token.QUO, token.REM:
		if constant.Sign(y.value) == 0 || op == token.REM && to.kind != whole {
			return number{}, broken
		}
		if to.kind == whole && op == token.QUO {
			op = token.QUO_ASSIGN // what go/constant calls integer division
		}
	default:
		return number{}, hidden // a comparison
	}
	to.value = constant.BinaryOp(x.value, op, y.value)
	return check(to)
}

// maxShift is the compiler's limit.
const maxShift = 1023 - 1 + 52

func shift(op token.Token, x, y number) (number, knowledge) {
	v, by := constant.ToInt(x.value), constant.ToInt(y.value)
	if x.kind == str || y.kind == str || v.Kind() != constant.Int || by.Kind() != constant.Int {
		return number{}, broken
	}
	n, exact := constant.Uint64Val(by)
	if !exact || n > maxShift {
		return number{}, broken
	}
	if x.kind == float && x.bits > 0 {
		return number{}, broken
	}
	x.kind, x.value = whole, constant.Shift(v, op, uint(n))
	return check(x)
}

// call computes conversions and the builtins that constants may use.
func (ev *evaluator) call(e *ast.CallExpr, iota int) (number, knowledge) {
	id, ok := ast.Unparen(e.Fun).(*ast.Ident)
	if !ok || len(e.Args) == 0 {
		if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && ev.names.fromPackage(sel) {
			return number{}, hidden // a conversion, or a call
		}
		return number{}, broken
	}
	if ev.names[id] == nil {
		switch id.Name {
		case "len", "cap":
			return ev.length(id.Name, e.Args[0], iota)
		case "min", "max":
			return ev.extreme(id.Name, e.Args, iota)
		case "real", "imag", "complex":
			return number{}, hidden
		}
	} else if ev.names[id].kind != isType {
		return number{}, broken // a function, or a conversion to a type parameter
	}
	x, k := ev.eval(e.Args[0], iota)
	if k != known {
		return x, k
	}
	return ev.convert(id, x)
}

func (ev *evaluator) length(builtin string, arg ast.Expr, iota int) (number, knowledge) {
	if x, k := ev.eval(arg, iota); k == known && x.kind == str && builtin == "len" {
		return number{value: x.value, bits: 64}, known
	}
	n, k := ev.types.arrayLength(arg)
	return number{value: constant.MakeInt64(int64(n)), bits: 64}, k
}

func (ev *evaluator) extreme(builtin string, args []ast.Expr, iota int) (number, knowledge) {
	var best number
	for i, arg := range args {
		x, k := ev.eval(arg, iota)
		switch {
		case k != known:
			return number{}, k
		case x.kind == str:
			return number{}, hidden
		case i == 0:
			best = x
			continue
		}
		op := token.LSS
		if builtin == "max" {
			op = token.GTR
		}
		to := best
		if to.bits == 0 && (x.bits > 0 || x.kind == float) {
			to = x
		}
		to.value = best.value
		if constant.Compare(x.value, op, best.value) {
			to.value = x.value
		}
		if best = to; best.kind == whole {
			best.value = constant.ToInt(best.value)
		}
	}
	return check(best)
}

// integerBits are the integer types of the universe; negative is signed.
var integerBits = map[string]int{
	"int": -64, "int8": -8, "int16": -16, "int32": -32, "int64": -64, "rune": -32,
	"uint": 64, "uint8": 8, "uint16": 16, "uint32": 32, "uint64": 64, "uintptr": 64, "byte": 8,
}

// convert makes x a value of a basic type, or of a type that is one underneath.
func (ev *evaluator) convert(typ ast.Expr, x number) (number, knowledge) {
	id, ok := ev.types.under(typ).expr.(*ast.Ident)
	if !ok {
		if sel, ok := ast.Unparen(typ).(*ast.SelectorExpr); ok && ev.names.fromPackage(sel) {
			return number{}, hidden // const d time.Duration = 1
		}
		return number{}, broken
	}
	bits, isInteger := integerBits[id.Name]
	switch {
	case ev.names[id] != nil:
		return number{}, broken
	case isInteger && x.kind != str:
		n := number{value: constant.ToInt(x.value), bits: max(bits, -bits), unsigned: bits > 0}
		return check(n)
	case id.Name == "float32" && x.kind != str:
		return check(number{value: constant.ToFloat(x.value), kind: float, bits: 32})
	case id.Name == "float64" && x.kind != str:
		return check(number{value: constant.ToFloat(x.value), kind: float, bits: 64})
	case id.Name == "string" && x.kind == str:
		return x, known
	case id.Name == "string" && x.kind == whole:
		r := rune(utf8.RuneError)
		if v, exact := constant.Int64Val(x.value); exact && v >= 0 && v <= utf8.MaxRune {
			r = rune(v)
		}
		return text(len(string(r))), known
	case id.Name == "complex64" || id.Name == "complex128":
		return number{}, hidden
	}
	return number{}, broken
}
