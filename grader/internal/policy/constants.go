package policy

import (
	_ "embed"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// constantsText holds every exported constant of the default imports: package
// path, name, type, value. A test holds it equal to the standard library and
// writes it with -update.
//
//go:embed constants.txt
var constantsText string

// constantsOnly is an importer whose packages hold their constants and nothing
// else, which is all that array sizes can depend on.
type constantsOnly struct{}

func (constantsOnly) Import(importPath string) (*types.Package, error) {
	pkg := types.NewPackage(importPath, packageName(importPath))
	for line := range strings.Lines(constantsText) {
		rest, ok := strings.CutPrefix(line, importPath+"\t")
		if !ok {
			continue
		}
		f := strings.SplitN(strings.TrimSuffix(rest, "\n"), "\t", 3)
		pkg.Scope().Insert(types.NewConst(token.NoPos, pkg, f[0], constantType(pkg, f[1]), constantValue(f[2])))
	}
	pkg.MarkComplete()
	return pkg, nil
}

// constantType finds "untyped int", or makes the "Duration" of a package. All
// such types of the default imports are integers.
func constantType(pkg *types.Package, name string) types.Type {
	for _, b := range types.Typ {
		if b.Name() == name {
			return b
		}
	}
	obj := pkg.Scope().Lookup(name)
	if obj == nil {
		obj = types.NewTypeName(token.NoPos, pkg, name, nil)
		types.NewNamed(obj.(*types.TypeName), types.Typ[types.Int64], nil)
		pkg.Scope().Insert(obj)
	}
	return obj.Type()
}

// constantValue reads what constant.Value.ExactString writes: an integer, a
// quoted string, or a fraction.
func constantValue(s string) constant.Value {
	if str, err := strconv.Unquote(s); err == nil {
		return constant.MakeString(str)
	}
	above, below, isFraction := strings.Cut(s, "/")
	v := integer(above)
	if isFraction {
		v = constant.BinaryOp(v, token.QUO, integer(below))
	}
	return v
}

func integer(s string) constant.Value {
	digits, negative := strings.CutPrefix(s, "-")
	v := constant.MakeFromLiteral(digits, token.INT, 0)
	if negative {
		v = constant.UnaryOp(token.SUB, v, 0)
	}
	return v
}
