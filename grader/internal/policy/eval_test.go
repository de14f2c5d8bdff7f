package policy

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// expressions writes random constant expressions, most of which compile.
type expressions struct{ *rand.Rand }

func (g expressions) whole(depth int) string {
	leaves := []string{"0", "1", "2", "7", "64", "0x1F", "'a'", "c", "d", "e0", "e2", "u8", "k", "iota", "1_000", "len(\"héllo\")", "len([3]int{})", "len(arr)", "cap(arr)", "len(lits)", "len(ptr)", "len(s + \"x\")", "len(string('é'))"}
	if depth == 0 {
		return leaves[g.IntN(len(leaves))]
	}
	sub := func() string { return g.whole(g.IntN(depth)) }
	switch g.IntN(12) {
	case 0, 1, 2:
		op := []string{"+", "-", "*", "/", "%", "&", "|", "^", "&^"}[g.IntN(9)]
		return "(" + sub() + " " + op + " " + sub() + ")"
	case 3:
		return "(" + sub() + []string{" << ", " >> "}[g.IntN(2)] + fmt.Sprint(g.IntN(70)) + ")"
	case 4:
		return []string{"+", "-", "^"}[g.IntN(3)] + "(" + sub() + ")"
	case 5, 6:
		names := []string{"int", "int8", "uint8", "uint16", "int32", "uint", "uint64", "rune", "I", "U"}
		return names[g.IntN(len(names))] + "(" + sub() + ")"
	case 7:
		return []string{"min", "max"}[g.IntN(2)] + "(" + sub() + ", " + sub() + ")"
	case 8:
		return "int(" + g.float(depth) + ")"
	case 9:
		return "(" + g.float(depth) + " + " + sub() + ")"
	}
	return sub()
}

func (g expressions) float(depth int) string {
	leaves := []string{"1.0", "2.5", "1e3", "0x1p4", "4.0", "f", "float64(3)", "float32(0.1)", "float64(1)/3", "100.0"}
	if g.IntN(2) == 0 {
		return leaves[g.IntN(len(leaves))]
	}
	return "(" + leaves[g.IntN(len(leaves))] + []string{" + ", " * ", " / ", " - "}[g.IntN(4)] + g.whole(depth-1) + ")"
}

const constantWorld = `package x
type I int
type U uint16
const ( c = 3; d = c << 4; s = "abc" )
const ( e0 uint8 = 1 << (iota + 1); e1; e2 )
const u8 = ^uint8(5)
const k I = 12
const f = 1.5
var arr [5]string
var lits = [...]int{3: 1, 2}
var ptr *[6]int
`

// The evaluator must agree with go/types wherever go/types finds a value, and
// must call hidden, not broken, what it cannot compute itself.
func TestEvaluatorAgreesWithTheCompiler(t *testing.T) {
	g := expressions{rand.New(rand.NewPCG(1, 2))}
	var src strings.Builder
	src.WriteString(constantWorld + "const (\n")
	const rounds = 4_000
	for i := range rounds {
		fmt.Fprintf(&src, "r%d = %s\n", i, g.whole(4))
	}
	src.WriteString(")\n")

	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src.String(), 0)
	require.NoError(t, err)
	conf := types.Config{Error: func(error) {}, Sizes: types.SizesFor("gc", "amd64")}
	pkg, _ := conf.Check("x", fset, []*ast.File{file}, nil)

	names := resolve([]*source{{syntax: file}})
	ts := newTypeSizes(names)
	compared := 0
	for id, o := range names {
		if o.kind != isConstant || id.Name[0] != 'r' {
			continue
		}
		theirs := pkg.Scope().Lookup(id.Name).(*types.Const).Val()
		ours, k := ts.eval.ident(id, -1)
		expr := types.ExprString(o.value)
		if theirs.Kind() == constant.Unknown {
			if k == known { // harmless: the compiler refuses it all the same
				continue
			}
			require.Equal(t, broken, k, expr)
			continue
		}
		require.Equal(t, known, k, "%s = %s", expr, theirs)
		require.True(t, constant.Compare(theirs, token.EQL, ours.value), "%s: theirs %s, ours %s", expr, theirs, ours.value)
		compared++
	}
	require.Greater(t, compared, rounds/4, "most must be worth comparing")
	t.Logf("%d of %d have a value", compared, rounds)
}
